//! Adds the help texts of the catalogue, in English or French, to the definition of the command line.

use crate::diagnostic::Lang;
use crate::diagnostic::messages::help::{ARGUMENTS, ArgumentHelp, COMMANDS, CommandHelp, Example};
use crate::diagnostic::messages::interface as text;
use clap::{Arg, ArgAction, Command};

/// Returns the definition of a program and its commands with all texts in one language.
pub(super) fn localise(program: Command, lang: Lang) -> Command {
    let names: Vec<String> = program.get_subcommands().map(|command| command.get_name().to_string()).collect();
    let program = names.iter().fold(describe(program, "", lang), |program, name| {
        program.mut_subcommand(name, |command| describe(command, name, lang))
    });
    let mut program = program.subcommand_help_heading(text::help_commands(lang));
    // clap adds its own command `help` when it builds the definition, so its texts can only be replaced afterwards.
    program.build();
    program.mut_subcommand("help", |help| {
        let about = COMMANDS.iter().find(|command| command.name == "help");
        about.map_or(help.clone(), |command| help.about(command.about.get(lang)))
    })
}

/// Returns a command with its texts. The name is empty for the program itself.
fn describe(command: Command, name: &str, lang: Lang) -> Command {
    let mut command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .help_template(format!("{{about}}\n\n{} {{usage}}\n\n{{all-args}}{{after-help}}", text::help_usage(lang)))
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help))
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version));
    if let Some(help) = COMMANDS.iter().find(|help| help.name == name) {
        command = command.about(help.about.get(lang)).after_help(examples(help, lang));
    }
    let ids: Vec<String> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    ids.iter().fold(command, |command, id| command.mut_arg(id, |argument| describe_argument(argument, name, lang)))
}

/// Returns an argument with its help text, its possible values and its default.
fn describe_argument(argument: Arg, command: &str, lang: Lang) -> Arg {
    let heading = if argument.is_positional() { text::help_arguments(lang) } else { text::help_options(lang) };
    let Some(help) = help_of(command, argument.get_id().as_str()) else { return argument };
    let mut words = help.text.get(lang).to_string();
    let takes_value = argument.get_action().takes_values();
    if takes_value {
        let values: Vec<String> = argument.get_possible_values().iter().map(|v| v.get_name().to_string()).collect();
        if !values.is_empty() {
            words.push_str(&text::help_values(lang, &values.join(", ")));
        }
        let default = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect::<Vec<_>>();
        if !default.is_empty() {
            words.push_str(&text::help_default(lang, &default.join(", ")));
        }
    }
    argument.help(words).help_heading(heading).hide_possible_values(takes_value).hide_default_value(takes_value)
}

/// Returns the text of an argument for this command, or else the text that several commands share.
fn help_of(command: &str, argument: &str) -> Option<&'static ArgumentHelp> {
    let of = |command: &str| ARGUMENTS.iter().find(|help| help.command == command && help.argument == argument);
    of(command).or_else(|| of("*"))
}

/// Returns the examples of a command, with their explanations aligned.
fn examples(help: &CommandHelp, lang: Lang) -> String {
    let width = help.examples.iter().map(|example| example.line.chars().count()).max().unwrap_or(0);
    let lines = help.examples.iter().map(|Example { line, does }| format!("\n  {line:width$}  {}", does.get(lang)));
    text::help_examples(lang).to_string() + &lines.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command;

    #[test]
    fn the_catalogue_has_help_for_exactly_the_existing_commands_and_arguments() {
        let program = command(Lang::En);
        let mut used = Vec::new();
        let commands = std::iter::once(&program).chain(program.get_subcommands());
        for (number, command) in commands.enumerate() {
            let name = if number == 0 { "" } else { command.get_name() };
            if name == "help" {
                continue;
            }
            assert!(COMMANDS.iter().any(|help| help.name == name), "no help for the command {name}");
            for argument in command.get_arguments() {
                let id = argument.get_id().as_str();
                let help = help_of(name, id).unwrap_or_else(|| panic!("no help for {name} {id}"));
                used.push((help.command, help.argument));
            }
        }
        for help in ARGUMENTS {
            assert!(used.contains(&(help.command, help.argument)), "unused help: {} {}", help.command, help.argument);
        }
        assert_eq!(COMMANDS.len(), program.get_subcommands().count() + 1);
    }

    #[test]
    fn clap_accepts_the_definition() {
        command(Lang::En).debug_assert();
        command(Lang::Fr).debug_assert();
    }

    #[test]
    fn every_example_is_a_valid_command() {
        for help in COMMANDS {
            assert!(!help.examples.is_empty(), "no example for {}", help.name);
            for Example { line, .. } in help.examples {
                let line = line.split(" > ").next().unwrap().replace("'code -g {file}:{line}'", "code");
                let parsed = command(Lang::En).try_get_matches_from(line.split(' '));
                if help.name == "help" {
                    assert_eq!(parsed.unwrap_err().kind(), clap::error::ErrorKind::DisplayHelp, "{line}");
                    continue;
                }
                let name = parsed.unwrap_or_else(|error| panic!("{line}: {error}"));
                assert!(help.name.is_empty() || name.subcommand_name() == Some(help.name), "{line}");
            }
        }
    }
}
