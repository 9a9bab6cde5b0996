//! Names and name classes of the XML syntax.

use super::{Element, Parser, Scope, wrong};
use crate::relaxng::datatypes::names::is_ncname;
use crate::relaxng::syntax::{NameClass, NameClassKind, Offset, Pattern, SyntaxError};
use std::sync::Arc;

impl<'d> Parser<'d> {
    /// The name class and the patterns of `element` and `attribute`.
    pub(super) fn named(
        &mut self,
        element: &Element<'d>,
        scope: &Scope,
        gloss: &mut Option<Box<str>>,
    ) -> Result<(NameClass, Vec<Pattern>), SyntaxError> {
        let local = element.local;
        let name = if let Some(name) = &element.name {
            // The name of an attribute takes no `ns` but its own (4.8).
            let namespace = if local == "attribute" && element.namespace.is_none() {
                self.shared("")
            } else {
                Arc::clone(&scope.namespace)
            };
            self.qualified(element.at, name, namespace)?
        } else {
            let Some(child) = self.child(local, gloss)? else {
                return Err(wrong(element.at, format!("`{local}` has no name")));
            };
            self.name_class(&child, scope)?
        };
        let content = self.some_patterns(local, scope, gloss)?;
        Ok((name, content))
    }

    fn qualified(
        &mut self,
        at: Offset,
        name: &str,
        namespace: Arc<str>,
    ) -> Result<NameClass, SyntaxError> {
        let (namespace, local) = match name.split_once(':') {
            None => (namespace, name),
            Some((prefix, local)) => {
                let Some(uri) = self.reader.namespace(prefix).filter(|_| !prefix.is_empty()) else {
                    let message = format!("the prefix `{prefix}` of `{name}` is not declared");
                    return Err(wrong(at, message));
                };
                let uri = uri.to_owned();
                (self.shared(&uri), local)
            }
        };
        if !is_ncname(local) {
            return Err(wrong(at, format!("`{name}` is no name")));
        }
        Ok(NameClass { at, kind: NameClassKind::Name { namespace, local: local.into() } })
    }

    fn name_class(
        &mut self,
        element: &Element<'d>,
        outer: &Scope,
    ) -> Result<NameClass, SyntaxError> {
        let at = element.at;
        self.deeper(at)?;
        let scope = outer.within(element);
        let class = match element.local {
            "name" => {
                let text = self.text("name")?;
                let name = text.trim_matches([' ', '\t', '\n', '\r']);
                self.qualified(at, name, Arc::clone(&scope.namespace))?
            }
            "anyName" => {
                let except = self.except("anyName", &scope)?;
                NameClass { at, kind: NameClassKind::AnyName(except) }
            }
            "nsName" => {
                let except = self.except("nsName", &scope)?;
                NameClass { at, kind: NameClassKind::NsName(Arc::clone(&scope.namespace), except) }
            }
            "choice" => {
                let classes = self.classes("choice", at, &scope)?;
                NameClass { at, kind: NameClassKind::Choice(classes) }
            }
            other => return Err(wrong(at, format!("`{other}` is no name class of RELAX NG"))),
        };
        self.depth -= 1;
        Ok(class)
    }

    fn classes(
        &mut self,
        parent: &str,
        at: Offset,
        scope: &Scope,
    ) -> Result<Vec<NameClass>, SyntaxError> {
        let mut classes = Vec::new();
        while let Some(child) = self.child(parent, &mut None)? {
            classes.push(self.name_class(&child, scope)?);
        }
        if classes.is_empty() {
            return Err(wrong(at, format!("`{parent}` has no name class")));
        }
        Ok(classes)
    }

    /// The exceptions of `anyName` and `nsName`.
    fn except(&mut self, parent: &str, scope: &Scope) -> Result<Vec<NameClass>, SyntaxError> {
        let mut except = None;
        while let Some(child) = self.child(parent, &mut None)? {
            if child.local != "except" || except.is_some() {
                let message = format!("`{parent}` holds nothing but one `except`");
                return Err(wrong(child.at, message));
            }
            let inner = scope.within(&child);
            except = Some(self.classes("except", child.at, &inner)?);
        }
        Ok(except.unwrap_or_default())
    }
}
