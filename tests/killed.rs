//! Runs that are killed, disks that are full and folders that cannot be written: no file is left
//! half, no golden file is lost, and the next run ends as if nothing had happened.

use crate::folder::write;
use crate::shared::files_below;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const BINARY: &str = env!("CARGO_BIN_EXE_rubricate");

/// All files of a folder, hidden ones too.
fn files(folder: &Path) -> BTreeMap<String, String> {
    // A build that was killed early has made no folder yet.
    let names = if folder.exists() { files_below(folder) } else { Vec::new() };
    let read = |name: String| {
        let content = fs::read_to_string(folder.join(&name)).expect("text");
        (name, content)
    };
    names.into_iter().map(read).collect()
}

fn rubricate(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(BINARY).args(arguments).current_dir(folder).output().expect("it starts")
}

/// The same, killed after so many thousandths of a second where it has not ended by then.
fn killed_after(folder: &Path, milliseconds: u32, arguments: &[&str]) {
    let ended = Command::new("timeout")
        .args([
            "-s",
            "KILL",
            &format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000),
            BINARY,
        ])
        .args(arguments)
        .current_dir(folder)
        .output();
    ended.expect("timeout starts");
}

/// Moments from the first to a good while after the last that matters, no two near each other.
fn moments() -> impl Iterator<Item = u32> {
    (0..50_u32).map(|n| 2 + n * n / 6)
}

/// Texts of the first or second version of an edition.
fn texts(folder: &Path, version: u32) {
    for n in 0..8 {
        let text = format!("Letter {n}\n\nOn {} May 187{version} Joe Hall came.\n", n + 1);
        write(folder, &format!("input/d{n}.txt"), &text);
    }
}

/// Whether each file is whole: it is what one of the versions has by that name.
fn assert_whole(found: &BTreeMap<String, String>, versions: &[BTreeMap<String, String>]) {
    for (name, content) in found {
        let hidden = name.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
        assert!(
            hidden || versions.iter().any(|version| version.get(name) == Some(content)),
            "{name} is not whole: {content}"
        );
    }
}

#[test]
fn a_killed_build_leaves_whole_files_and_the_next_ends_as_ever() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let root = folder.path();
    write(root, "edition.toml", "title = \"Test\"\n");
    let versions: Vec<_> = [1, 2]
        .map(|version| {
            texts(root, version);
            let told = rubricate(root, &["build"]).stdout;
            (told, files(&root.join("output")))
        })
        .into();
    let outputs: Vec<_> = versions.iter().map(|(_, output)| output.clone()).collect();
    for (round, moment) in moments().enumerate() {
        let version = round % 2;
        texts(root, version as u32 + 1);
        killed_after(root, moment, &["build"]);
        assert_whole(&files(&root.join("output")), &outputs);
        if round % 5 == 4 {
            let next = rubricate(root, &["build"]);
            assert_eq!(next.stdout, versions[version].0);
            assert_eq!(files(&root.join("output")), outputs[version]);
        }
    }
}

#[test]
fn a_killed_accept_loses_no_golden_file() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let root = folder.path();
    let version = |n: u32| -> BTreeMap<String, String> {
        let one =
            |at| (format!("deep/d{at}.xml"), format!("<p>{}</p>", format!("{n} ").repeat(9000)));
        (0..12).map(one).collect()
    };
    let versions = [version(1), version(2)];
    let put = |below: &str, files: &BTreeMap<String, String>| {
        for (name, content) in files {
            write(root, &format!("{below}/{name}"), content);
        }
    };
    put("tests/golden", &versions[0]);
    for (round, moment) in moments().enumerate() {
        let (old, new) = (&versions[round % 2], &versions[(round + 1) % 2]);
        put("output", new);
        killed_after(root, moment / 3, &["accept"]);
        let golden = files(&root.join("tests/golden"));
        assert_whole(&golden, &versions);
        assert!(old.keys().all(|name| golden.contains_key(name)), "a golden file is gone");
        let next = rubricate(root, &["accept"]);
        assert!(next.status.success());
        assert_eq!(&files(&root.join("tests/golden")), new);
    }
}

/// Runs a script where a folder is a disk of 64 KiB; none where that is not allowed.
fn on_a_small_disk(folder: &Path, script: &str) -> Option<Output> {
    let mounted = format!("mount -t tmpfs -o size=64k tmpfs '{0}' && cd '{0}'", folder.display());
    let run = |script: &str| {
        Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
            .output()
    };
    if !run(&mounted).is_ok_and(|ran| ran.status.success()) {
        assert!(std::env::var_os("RUBRICATE_NEED_SHARED").is_none(), "no disk can be mounted");
        eprintln!("skipped: no disk can be mounted");
        return None;
    }
    Some(run(&format!("{mounted} && {script}")).expect("it just ran"))
}

#[test]
fn a_full_disk_is_an_error_and_nothing_is_lost() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let script = format!(
        "mkdir -p input tests/golden output && printf 'title = \"T\"' > edition.toml && \
         printf '<p>approved</p>' > tests/golden/a.xml && \
         printf 'On 4 May 1871.' > input/a.txt && \
         cat /dev/zero > filling; \
         '{BINARY}' build; echo \"build $?\"; \
         ls -A output; rm filling; \
         (printf '<p>'; head -c 20000 /dev/zero | tr '\\0' 'y'; printf '</p>') > output/a.xml; \
         cat /dev/zero > filling; \
         '{BINARY}' accept; echo \"accept $?\"; \
         ls -A tests/golden; cat tests/golden/a.xml"
    );
    let Some(ran) = on_a_small_disk(folder.path(), &script) else { return };
    let (told, said) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(told.contains("build 2") && told.contains("accept 2"), "{told}{said}");
    assert!(said.matches("No space left on device").count() >= 2, "{said}");
    assert!(said.contains("tests/golden/a.xml: "), "{said}");
    assert!(told.ends_with("a.xml\n<p>approved</p>"), "{told}{said}");
}

/// A command as somebody who is not root, whom rights hold.
fn as_nobody(folder: &Path, arguments: &[&str]) -> Output {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let mut command = if is_root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", BINARY]);
        command
    } else {
        Command::new(BINARY)
    };
    command.args(arguments).current_dir(folder).output().expect("it starts")
}

#[cfg(unix)]
#[test]
fn folders_and_files_that_may_not_be_used_are_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder for the test");
    let root = folder.path();
    let allow = |name: &str, mode| {
        let rights = fs::Permissions::from_mode(mode);
        fs::set_permissions(root.join(name), rights).expect("it is ours");
    };
    write(root, "edition.toml", "title = \"T\"\n");
    write(root, "input/a.txt", "On 4 May 1871.\n");
    write(root, "output/b.xml", "<p/>");
    write(root, "tests/golden/b.xml", "<p>approved</p>");
    for name in ["", "input", "output", "tests", "tests/golden"] {
        allow(name, 0o555);
    }
    let said = |ran: &Output| {
        String::from_utf8_lossy(&[&ran.stdout[..], &ran.stderr[..]].concat()).into_owned()
    };
    let build = as_nobody(root, &["build"]);
    assert_eq!(build.status.code(), Some(2), "{}", said(&build));
    assert!(said(&build).contains("output/a.xml: Permission denied"), "{}", said(&build));
    assert!(said(&build).contains("no cache can be kept"), "{}", said(&build));
    let accept = as_nobody(root, &["accept"]);
    assert_eq!(accept.status.code(), Some(2));
    assert!(said(&accept).contains("tests/golden/b.xml: Permission denied"), "{}", said(&accept));
    allow("tests/golden/b.xml", 0o000);
    let diff = as_nobody(root, &["diff"]);
    assert_eq!(diff.status.code(), Some(2));
    assert!(
        said(&diff).contains("tests/golden/b.xml: error[R822]: Permission denied"),
        "{}",
        said(&diff)
    );
    let accept = as_nobody(root, &["accept"]);
    assert_eq!(accept.status.code(), Some(2));
    assert!(said(&accept).contains("tests/golden/b.xml: Permission denied"), "{}", said(&accept));
    allow("tests/golden/b.xml", 0o644);
    for name in ["", "input", "output", "tests", "tests/golden"] {
        allow(name, 0o755);
    }
    assert_eq!(fs::read(root.join("tests/golden/b.xml")).expect("it is there"), b"<p>approved</p>");
}
