//! `lanyard doctor`

use super::admin::Console;
use crate::cli::{Failure, say};
use crate::doctor::{self, Finding, Grade};

/// Prints what was found; fails where something does not work.
pub(super) async fn doctor(console: &Console) -> Result<(), Failure> {
    let app = console.open().await?;
    let findings = doctor::examine(&app, &console.place.data).await?;
    for finding in &findings {
        say(&line(finding))?;
    }
    match findings.iter().map(|it| it.grade).max() {
        Some(Grade::Trouble) => Err(Failure::Words("something does not work".to_owned())),
        _ => Ok(()),
    }
}

fn line(finding: &Finding) -> String {
    let grade = match finding.grade {
        Grade::Fine => "ok     ",
        Grade::Look => "look   ",
        Grade::Trouble => "TROUBLE",
    };
    format!("{grade}  {}", finding.words)
}
