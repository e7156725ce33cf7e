//! `cargo xtask audit`: known weaknesses in the dependencies. It needs the network.

use crate::failure::Result;
use crate::step::Steps;
use crate::tools::Tool;
use crate::workspace::{cargo, path_with};
use std::process::Command;

pub(crate) fn run(rest: &[String]) -> Result<()> {
    crate::expect_nothing("audit", rest)?;
    let steps = Steps::new();
    let folder = Tool::cargo_deny().provide(&steps)?;
    let mut deny = cargo();
    deny.args(["deny", "check", "advisories"]);
    deny.env("PATH", path_with(folder.as_slice())?);
    let (_, advisories) = steps.loud("Advisories for crates", deny);
    let mut npm = Command::new("npm");
    npm.arg("audit").current_dir(crate::workspace::root());
    let (_, packages) = steps.loud("Advisories for npm packages", npm);
    advisories.and(packages)
}
