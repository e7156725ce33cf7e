//! Every way to be wrong is found, on samples of a page and of tests.

use super::domain::{Domain, Finished, Offline};
use super::judge::{findings, stale};
use super::mark::Marks;
use super::report;

/// A page with these rows in its table, and with three rules.
fn page(finished: &str) -> Domain {
    Domain::parse(&format!(
        "# The domain\n\n\
         | section | title | finished |\n|---|---|---|\n\
         | 3 | New Office Staff | {finished} |\n\n\
         ## 3. New Office Staff\n\n\
         - **NEW-07 Username.** **Username** is required.\n\
         - **NEW-12 Support PIN.** *(ours)* *(partly online)* **Support PIN** is made.\n\
         - **NEW-13 Offices.** *(online)* Some (online) or all.\n\n\
         | category | permissions |\n|---|---|\n"
    ))
}

fn marks(path: &str, text: &str) -> Marks {
    let mut marks = Marks::default();
    marks.read(path, text);
    marks
}

/// Rule and test of every mark.
fn covered(marks: &Marks) -> Vec<(&str, &str)> {
    let covered = marks.covered.iter();
    covered
        .map(|mark| (mark.id.as_str(), mark.test.as_str()))
        .collect()
}

/// What is wrong, without what to do.
fn wrong(marks: &Marks) -> Vec<&str> {
    let findings = marks.findings.iter();
    findings
        .map(|finding| finding.split_once(';').map_or("", |(what, _)| what))
        .collect()
}

#[test]
fn sections_and_rules_are_read() {
    let domain = page("all but NEW-12, NEW-13");
    assert!(domain.findings.is_empty(), "{:?}", domain.findings);
    let but_for = ["NEW-12".to_owned(), "NEW-13".to_owned()].into();
    assert_eq!(domain.sections[0].finished, Finished::Yes { but_for });
    let rules: Vec<_> = domain
        .rules
        .iter()
        .map(|rule| (rule.id.as_str(), rule.title.as_str(), rule.offline))
        .collect();
    assert_eq!(
        rules,
        [
            ("NEW-07", "Username", Offline::Works),
            ("NEW-12", "Support PIN", Offline::InPart),
            ("NEW-13", "Offices", Offline::Never),
        ]
    );
    assert_eq!((domain.rules[0].section, domain.rules[0].line), (3, 9));
}

#[test]
fn a_page_that_contradicts_itself_is_found() {
    let table = "| 1 | Things | yes |\n";
    let rule = "- **D-01 Practice.** One.\n";
    for (text, what) in [
        ("", "docs/domain.md:1: there are no rules"),
        (
            &format!("{table}## 1. Items\n{rule}"),
            "docs/domain.md:2: the table at the top has no row `| 1 | Items | … |`",
        ),
        (
            &format!("{table}| 2 | More | no |\n## 1. Things\n{rule}"),
            "docs/domain.md:2: there is no heading `## 2. …`",
        ),
        (
            &format!("| 1 | Things | nearly |\n{table}## 1. Things\n{rule}"),
            "docs/domain.md:1: `nearly` is not understood; write `no`, `yes` or `all but NEW-16`",
        ),
        (
            &format!("| 1 | Things | all but D-09 |\n## 1. Things\n{rule}"),
            "docs/domain.md:1: D-09 is no rule of section 1",
        ),
        (
            &format!("| 1 | Things |\n{table}## 1. Things\n{rule}"),
            "docs/domain.md:1: a row of the sections has three cells",
        ),
        (
            &format!("{table}## 1. Things\n{rule}{rule}"),
            "docs/domain.md:4: D-01 stands at line 3 already; give the rule another id",
        ),
    ] {
        assert_eq!(Domain::parse(text).findings, [what]);
    }
    for unread in [
        "- **D-2 Office.** A place.",
        "- **d-02 Office.** A place.",
        "- **D-02 Office** is a place",
        "- **D-02.** A place.",
    ] {
        let text = format!("{table}## 1. Things\n{rule}{unread}\n");
        let findings = Domain::parse(&text).findings;
        assert!(
            findings[0].contains("4: the rule cannot be read"),
            "{unread}"
        );
    }
    assert!(Domain::parse(&format!("{table}{rule}")).findings[0].contains("under a numbered"));
}

#[test]
fn marks_above_rust_tests_are_read() {
    let text = "
        //! Tests.
        // covers: NEW-01
        #[test]
        fn plain() {
            // Covers the case of an empty name.
        }

        /// Says more.
        #[tokio::test(
            flavor = \"multi_thread\",
        )]
        // covers: NEW-02, NEW-03
        // covers: NEW-04
        pub(super) async fn asynchronous<T>() {}

        proptest! {
            // covers: NEW-05
            #[test]
            fn any(name in \".*\") {}
        }
    ";
    let marks = marks("server/src/a.rs", text);
    assert_eq!(wrong(&marks), [""; 0]);
    assert_eq!(
        covered(&marks),
        [
            ("NEW-01", "plain"),
            ("NEW-02", "asynchronous"),
            ("NEW-03", "asynchronous"),
            ("NEW-04", "asynchronous"),
            ("NEW-05", "any"),
        ]
    );
    assert_eq!(marks.covered[0].line, 3);
}

#[test]
fn marks_at_no_rust_test_are_found() {
    let alone = "server/src/a.rs:1: `covers:` stands at no test";
    for text in [
        "// covers: NEW-01\n\n#[test]\nfn too_far() {}\n",
        "// covers: NEW-01\nmod tests {\n#[test]\nfn inside() {}\n}\n",
        "// covers: NEW-01\nproptest! {\n#[test]\nfn inside() {}\n}\n",
        "// covers: NEW-01",
    ] {
        let marks = marks("server/src/a.rs", text);
        assert_eq!((wrong(&marks), covered(&marks)), (vec![alone], vec![]));
    }
    for (text, what) in [
        (
            "// covers: NEW-01\nfn shared() {}\n",
            "a function that is no test",
        ),
        (
            "#[cfg(test)]\n// covers: NEW-01\nfn shared() {}\n",
            "a function that is no test",
        ),
        (
            "// covers: NEW-01\n#[test]\n#[ignore = \"slow\"]\nfn slow() {}\n",
            "an ignored test",
        ),
    ] {
        let marks = marks("server/src/a.rs", text);
        assert!(wrong(&marks)[0].contains(what), "{text}");
        assert!(marks.covered.is_empty());
    }
}

#[test]
fn marks_at_browser_tests_are_read() {
    let text = "
/** Journeys. */
import { test } from \"../fixtures.ts\";

// covers: NEW-01
/** Says more. */
test(\"above, and \\\"inside\\\"\", async ({ page }) => {
  // covers: NEW-02
  await test.step(\"x\", async () => {
    // covers: NEW-03
  });
});

for (const way of ways) {
  test(
    `by ${way.name | upper}: all`,
    { tag: \"@smoke\" },
    async () => {
      // covers: NEW-04
    },
  );
}

// covers: NEW-05
test('short', () => run());
";
    let marks = marks("tests/browser/a.spec.ts", text);
    assert_eq!(wrong(&marks), [""; 0]);
    assert_eq!(
        covered(&marks),
        [
            ("NEW-01", "above, and \"inside\""),
            ("NEW-02", "above, and \"inside\""),
            ("NEW-03", "above, and \"inside\""),
            ("NEW-04", "by …: all"),
            ("NEW-05", "short"),
        ]
    );
}

#[test]
fn marks_at_no_browser_test_are_found() {
    for (text, what) in [
        (
            "// covers: NEW-01\nexport async function step() {}\n",
            "1: `covers:` stands at no test",
        ),
        (
            "// covers: NEW-01\n\ntest(\"far\", () => {});\n",
            "1: `covers:` stands at no test",
        ),
        (
            "// covers: NEW-01\ntest.skip(\"none\", () => {});\n",
            "1: `covers:` stands at no test",
        ),
        (
            "test(\"a\", () => {\n});\n// covers: NEW-01\n",
            "3: `covers:` stands at no test",
        ),
        (
            "// covers: NEW-01\ntest(name, () => {});\n",
            "1: `covers:` stands at a test whose name",
        ),
    ] {
        let marks = marks("tests/browser/a.spec.ts", text);
        assert!(
            wrong(&marks)[0].ends_with(what) || wrong(&marks)[0].contains(what),
            "{text}"
        );
        assert!(marks.covered.is_empty(), "{text}");
    }
}

#[test]
fn marks_written_in_haste_are_found() {
    for mark in [
        "// covers NEW-01",
        "// covers:NEW-01",
        "// Covers: NEW-01",
        "//covers: NEW-01",
        "/// covers: NEW-01",
        "// covers: NEW-1",
        "// covers: NEW-01 NEW-02",
        "// covers: NEW-01,",
        "// covers: NEW-01–03",
        "// covers: ",
        "call(); // covers: NEW-01",
    ] {
        let marks = marks("web/src/a.rs", &format!("{mark}\n#[test]\nfn a() {{}}\n"));
        assert_eq!(
            wrong(&marks),
            ["web/src/a.rs:1: the mark is not understood"],
            "{mark}"
        );
    }
    for sentence in [
        "// Covers what the domain says.",
        "// Discovers: NEW-01",
        "let a = 1; // Covers all.",
    ] {
        assert!(
            marks("web/src/a.rs", sentence).findings.is_empty(),
            "{sentence}"
        );
    }
}

#[test]
fn a_finished_section_wants_a_test_for_each_rule() {
    let some = marks("shared/src/a.rs", "// covers: NEW-07\n#[test]\nfn a() {}\n");
    assert!(findings(&page("no"), &Marks::default()).is_empty());
    assert!(findings(&page("all but NEW-12, NEW-13"), &some).is_empty());
    assert_eq!(findings(&page("yes"), &some).len(), 2);
    assert_eq!(
        findings(&page("all but NEW-12, NEW-13"), &Marks::default()),
        [
            "docs/domain.md:9: no test covers NEW-07 (Username), but section 3 is marked finished; \
          write `// covers: NEW-07` above a test that fails without the rule"
        ]
    );
}

#[test]
fn an_unknown_id_is_found() {
    let some = marks(
        "shared/src/a.rs",
        "// covers: NEW-77, NEW-07\n#[test]\nfn a() {}\n",
    );
    assert_eq!(
        findings(&page("no"), &some),
        [
            "shared/src/a.rs:1: NEW-77 is no rule of docs/domain.md; correct the id, or write the rule \
          down there"
        ]
    );
}

#[test]
fn the_report_names_each_test_once() {
    let mut some = marks(
        "shared/src/a.rs",
        "// covers: NEW-07\n// covers: NEW-07\n#[test]\nfn a() {}\n// covers: NEW-07\n#[test]\nfn b() {}\n",
    );
    some.read(
        "tests/browser/a.spec.ts",
        "// covers: NEW-07\ntest(\"c | d\", () => {});\n",
    );
    let page = report::page(&page("all but NEW-13"), &some);
    for line in [
        "| 3. New Office Staff | all but NEW-13 | 3 | 1 |",
        "Online only: NEW-13.",
        "In part online only: NEW-12.",
        "| NEW-07 | Username | yes | [shared/src/a.rs](../shared/src/a.rs) | `a`<br>`b` |",
        "| NEW-07 | Username | yes | [tests/browser/a.spec.ts](../tests/browser/a.spec.ts) | `c \\| d` |",
        "| NEW-12 | Support PIN | in part | none yet |  |",
    ] {
        assert!(page.lines().any(|other| other == line), "{line}\n{page}");
    }
}

#[test]
fn a_page_that_is_not_up_to_date_is_found() {
    assert!(stale("one\r\ntwo\r\n", "one\ntwo\n").is_none());
    for (written, line) in [
        ("one\n", 2),
        ("one\ntwo\nthree\n", 3),
        ("", 1),
        ("1\ntwo\n", 1),
    ] {
        let finding = stale(written, "one\ntwo\n").unwrap();
        assert!(
            finding.starts_with(&format!("docs/domain-coverage.md:{line}: ")),
            "{finding}"
        );
    }
}
