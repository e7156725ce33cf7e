//! The command line as people see it.

use clap::CommandFactory;

use super::*;

fn help(path: &[&str]) -> String {
    let mut command = Cli::command();
    command.build();
    let mut found = &mut command;
    for name in path {
        found = found.find_subcommand_mut(name).unwrap();
    }
    found.render_help().to_string()
}

#[test]
fn the_commands_are_well_formed() {
    Cli::command().debug_assert();
}

#[test]
fn where_backups_go_and_come_from_is_told() {
    insta::assert_snapshot!(help(&["backup"]), @"
    Write a backup, also while the server runs

    Usage: lanyard backup [OPTIONS] <TO>

    Arguments:
      <TO>  The file to write, or a folder: then a name with the date is made up

    Options:
          --data <DIR>       The data folder [env: LANYARD_DATA=] [default: lanyard-data]
          --log <LEVEL>      How much is logged: off, error, warn, info, debug or trace [env: LANYARD_LOG=] [default: info]
          --key-file <FILE>  The file with the root secret; keep it out of the data folder and its backups [default: DIR.key beside the folder] [env: LANYARD_KEY_FILE=]
      -h, --help             Print help
    ");
    insta::assert_snapshot!(help(&["restore"]), @"
    Put a backup back, while the server is stopped

    Usage: lanyard restore [OPTIONS] <FROM>

    Arguments:
      <FROM>  The backup; where FROM.sha256 lies beside it, it must fit that

    Options:
          --data <DIR>       The data folder [env: LANYARD_DATA=] [default: lanyard-data]
          --log <LEVEL>      How much is logged: off, error, warn, info, debug or trace [env: LANYARD_LOG=] [default: info]
          --key-file <FILE>  The file with the root secret; keep it out of the data folder and its backups [default: DIR.key beside the folder] [env: LANYARD_KEY_FILE=]
      -h, --help             Print help
    ");
}

#[test]
fn every_default_is_told() {
    insta::assert_snapshot!(help(&[]), @"
    The staff-account desk of a medical practice

    Usage: lanyard [OPTIONS] <COMMAND>

    Commands:
      serve       Serve Lanyard
      setup-link  Print a new set-up link, while there is no administrator
      admin       Help an administrator who cannot sign in
      plan        The plan of the practice, which says how many staff accounts there may be
      doctor      Look whether everything is in order
      tls         Make certificates for https
      backup      Write a backup, also while the server runs
      restore     Put a backup back, while the server is stopped
      seed        Fill an empty data folder with made-up people
      help        Print this message or the help of the given subcommand(s)

    Options:
          --log <LEVEL>  How much is logged: off, error, warn, info, debug or trace [env: LANYARD_LOG=] [default: info]
      -h, --help         Print help
      -V, --version      Print version
    ");
    insta::assert_snapshot!(help(&["serve"]), @r#"
    Serve Lanyard

    Usage: lanyard serve [OPTIONS]

    Options:
          --data <DIR>        The data folder [env: LANYARD_DATA=] [default: lanyard-data]
          --log <LEVEL>       How much is logged: off, error, warn, info, debug or trace [env: LANYARD_LOG=] [default: info]
          --key-file <FILE>   The file with the root secret; keep it out of the data folder and its backups [default: DIR.key beside the folder] [env: LANYARD_KEY_FILE=]
          --new-key           Make a new root secret for data whose own is lost; links and sealed passwords that wait are void then
          --listen <ADDR>     The address and port to listen on [env: LANYARD_LISTEN=] [default: 127.0.0.1:8080]
          --public-url <URL>  The address that people open: set-up offers it as the practice's public address, which is changed on the page Practice later [default: the one listened on] [env: LANYARD_PUBLIC_URL=]
          --smtp-url <URL>    The mail server: smtp://host:port, smtp://user:password@host:port?tls=required or smtps://user:password@host [default: none; mails are written into DIR/mail] [env: LANYARD_SMTP_URL]
          --mail-from <ADDR>  The sender of mails [env: LANYARD_MAIL_FROM=] [default: "Lanyard <lanyard@localhost>"]
          --tls-cert <FILE>   The certificate for https, a PEM file [default: none; http is served] [env: LANYARD_TLS_CERT=]
          --tls-key <FILE>    The certificate's private key, a PEM file [env: LANYARD_TLS_KEY=]
      -h, --help              Print help
    "#);
    insta::assert_snapshot!(help(&["seed"]), @"
    Fill an empty data folder with made-up people

    Usage: lanyard seed [OPTIONS] --demo

    Options:
          --demo             Make up a whole practice with people in all states
          --log <LEVEL>      How much is logged: off, error, warn, info, debug or trace [env: LANYARD_LOG=] [default: info]
          --staff <N>        How many people [default: 25]
          --data <DIR>       The data folder [env: LANYARD_DATA=] [default: lanyard-data]
          --key-file <FILE>  The file with the root secret; keep it out of the data folder and its backups [default: DIR.key beside the folder] [env: LANYARD_KEY_FILE=]
      -h, --help             Print help
    ");
    insta::assert_snapshot!(help(&["tls", "init"]), @"
    Make a certificate for the server, and the authority that devices are to trust

    Usage: lanyard tls init [OPTIONS] <NAME>...

    Arguments:
      <NAME>...  The names or addresses by which browsers reach the server

    Options:
          --log <LEVEL>  How much is logged: off, error, warn, info, debug or trace [env: LANYARD_LOG=] [default: info]
          --out <DIR>    The folder for the files [env: LANYARD_TLS=] [default: lanyard-tls]
      -h, --help         Print help
    ");
    insta::assert_snapshot!(help(&["admin", "link"]), @"
    Print a link by which somebody sets a new password, for 30 minutes

    Usage: lanyard admin link [OPTIONS] <USER>

    Arguments:
      <USER>  The username

    Options:
          --clear-2fa         Forget the second factor of the account as well
          --log <LEVEL>       How much is logged: off, error, warn, info, debug or trace [env: LANYARD_LOG=] [default: info]
          --make-admin        Let the account manage accounts and permissions from now on
          --data <DIR>        The data folder [env: LANYARD_DATA=] [default: lanyard-data]
          --key-file <FILE>   The file with the root secret; keep it out of the data folder and its backups [default: DIR.key beside the folder] [env: LANYARD_KEY_FILE=]
          --public-url <URL>  The address that set-up links begin with [env: LANYARD_PUBLIC_URL=] [default: http://127.0.0.1:8080]
      -h, --help              Print help
    ");
}

#[test]
fn absurd_orders_are_refused() {
    for order in [
        "lanyard",
        "lanyard seed",
        "lanyard seed --demo --staff 0",
        "lanyard seed --demo --staff 100001",
        "lanyard seed --demo --staff many",
        "lanyard serve --tls-cert x.pem",
        "lanyard serve --log loud",
        "lanyard tls init",
        "lanyard admin link",
        "lanyard plan set",
        "lanyard plan set golden",
    ] {
        assert!(Cli::try_parse_from(order.split(' ')).is_err(), "{order}");
    }
    assert!(Cli::try_parse_from(["lanyard", "seed", "--demo", "--staff", "100000"]).is_ok());
}
