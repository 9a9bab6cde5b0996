//! XML 1.0 (fifth edition) with Namespaces 1.0, read from memory: a complete check of
//! well-formedness at the speed of reading.

/// The namespace that the prefix `xml` always stands for.
pub const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of namespace declarations.
pub const XMLNS_NAMESPACE: &str = "http://www.w3.org/2000/xmlns/";
