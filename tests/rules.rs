//! Schematron, XPath, references and integrity over whole documents.

mod saxon;
mod schematron;
