//! The computer that figures are of, without its name or anybody's paths.

use std::fs::{self, File};
use std::io::Write;
use std::num::NonZero;
use std::path::Path;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::load::trouble::{Doing, Result, Trouble};

/// How often the disk is asked to make a page durable.
const SYNCS: usize = 100;
/// SQLite's page.
const PAGE: [u8; 4096] = [7; 4096];

/// What a reader of the figures needs to know.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// The processor's model.
    pub cpu: String,
    /// How many of its cores there are.
    pub cores: usize,
    /// Gibibytes of memory.
    pub memory: u64,
    /// The kernel's release.
    pub kernel: String,
    /// The file system of the data folder.
    pub filesystem: String,
    /// What kind of disk is below it.
    pub disk: String,
    /// Milliseconds to append a page and make it durable (`fdatasync`), the median.
    pub sync: f64,
}

impl Machine {
    /// Looks at this computer and the disk of `folder`.
    ///
    /// # Errors
    /// [`Trouble::Failed`] where the folder is in memory only: nothing would be durable there.
    pub(super) fn describe(folder: &Path) -> Result<Self> {
        let mount = Mount::of(folder);
        if mount.filesystem == "tmpfs" {
            return Err(Trouble::failed(
                "the folder is in memory (tmpfs), where nothing is durable; name another with \
                 --folder",
            ));
        }
        Ok(Self {
            cpu: after_colon("/proc/cpuinfo", "model name"),
            cores: cores(),
            memory: memory(),
            kernel: text("/proc/sys/kernel/osrelease").trim().to_owned(),
            disk: disk(&mount.source),
            filesystem: mount.filesystem,
            sync: sync(folder)?,
        })
    }
}

/// How many cores this process may use.
pub(super) fn cores() -> usize {
    available_parallelism().map_or(1, NonZero::get)
}

/// The load average of the last minute; 0 where the system does not tell.
pub(super) fn load_average() -> f64 {
    let text = text("/proc/loadavg");
    let first = text.split_whitespace().next();
    first.and_then(|load| load.parse().ok()).unwrap_or(0.0)
}

/// The processor time that a process has used, in user and system mode, of all its threads.
pub(super) fn cpu_time(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    ticks(&stat).map(duration)
}

/// The time that all cores together have spent on anything, in this system or, where it is a virtual
/// machine, outside of it.
pub(super) fn busy_time() -> Option<Duration> {
    let stat = text("/proc/stat");
    let all = stat.lines().next()?.strip_prefix("cpu ")?;
    let times: Vec<u64> = all
        .split_whitespace()
        .filter_map(|ticks| ticks.parse().ok())
        .collect();
    // User, nice, system, idle, iowait, irq, softirq, steal; guests are in user already (proc(5)).
    let [user, nice, system, _, _, irq, softirq, steal, ..] = times.as_slice() else {
        return None;
    };
    Some(duration(user + nice + system + irq + softirq + steal))
}

fn duration(ticks: u64) -> Duration {
    let second = rustix::param::clock_ticks_per_second();
    Duration::from_micros(ticks * 1_000_000 / second.max(1))
}

/// User and system time in the text of `/proc/PID/stat` (proc(5)); the name before the last
/// parenthesis may hold anything.
fn ticks(stat: &str) -> Option<u64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

struct Mount {
    source: String,
    filesystem: String,
}

impl Mount {
    /// The mount with the longest path above the folder.
    fn of(folder: &Path) -> Self {
        let folder = folder.canonicalize().unwrap_or_default();
        let mounts = text("/proc/self/mounts");
        let above = mounts.lines().filter_map(|line| {
            let mut words = line.split_whitespace();
            let (source, at, filesystem) = (words.next()?, words.next()?, words.next()?);
            folder
                .starts_with(at)
                .then_some((at.len(), source, filesystem))
        });
        // Of two at one place the later one is on top.
        let found = above.max_by_key(|(length, ..)| *length);
        let (_, source, filesystem) = found.unwrap_or((0, "", "unknown"));
        Self {
            source: source.to_owned(),
            filesystem: filesystem.to_owned(),
        }
    }
}

/// The kind of a disk by the name that its driver gives it.
fn disk(source: &str) -> String {
    let device = source.strip_prefix("/dev/").unwrap_or_default();
    let kinds = [
        ("vd", "virtual disk (virtio)"),
        ("xvd", "virtual disk (Xen)"),
        ("nvme", "NVMe"),
        ("mmcblk", "memory card"),
        ("dm-", "device mapper"),
        ("mapper/", "device mapper"),
    ];
    if let Some((_, kind)) = kinds.iter().find(|(prefix, _)| device.starts_with(prefix)) {
        return (*kind).to_owned();
    }
    let whole = device.trim_end_matches(|c: char| c.is_ascii_digit());
    match text(&format!("/sys/block/{whole}/queue/rotational")).trim() {
        "0" => "solid-state disk".to_owned(),
        "1" => "hard disk".to_owned(),
        _ => "disk of unknown kind".to_owned(),
    }
}

fn sync(folder: &Path) -> Result<f64> {
    let path = folder.join("sync-probe");
    let mut file = File::create(&path).doing("write to the disk")?;
    let mut times = Vec::new();
    for _ in 0..SYNCS {
        let begun = Instant::now();
        file.write_all(&PAGE).doing("write to the disk")?;
        file.sync_data().doing("write to the disk")?;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    fs::remove_file(path).doing("write to the disk")?;
    let middle = times.get(SYNCS / 2).copied().unwrap_or_default();
    Ok(middle.as_secs_f64() * 1_000.0)
}

fn memory() -> u64 {
    let kib = after_colon("/proc/meminfo", "MemTotal");
    let kib = kib
        .split_whitespace()
        .next()
        .and_then(|kib| kib.parse::<u64>().ok());
    kib.map_or(0, |kib| (kib + (1 << 19)) >> 20)
}

fn after_colon(file: &str, name: &str) -> String {
    let text = text(file);
    let line = text.lines().find(|line| line.starts_with(name));
    let value = line.and_then(|line| line.split_once(':'));
    value
        .map_or("unknown", |(_, value)| value.trim())
        .to_owned()
}

fn text(file: &str) -> String {
    fs::read_to_string(file).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_behind_any_name() {
        let stat = "7 (a ) b) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20";
        assert_eq!(ticks(stat), Some(300));
        assert_eq!(ticks("7 (short) S 1"), None);
    }

    #[test]
    fn this_process_has_used_some_time_where_the_system_tells() {
        if Path::new("/proc/self/stat").exists() {
            assert!(cpu_time(std::process::id()).is_some());
        }
    }

    #[test]
    fn disks_are_known_by_their_drivers() {
        assert_eq!(disk("/dev/vda1"), "virtual disk (virtio)");
        assert_eq!(disk("/dev/nvme0n1p2"), "NVMe");
        assert_eq!(disk("overlay"), "disk of unknown kind");
    }
}
