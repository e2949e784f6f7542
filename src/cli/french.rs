//! The command line in French: help texts by the names that clap gives them.

use clap::Command;

/// The texts of commands; the empty name is the program's own.
const COMMANDS: [(&str, &str); 16] = [
    ("", "Composer des brochures : du Markdown, et voici des pages à lire et des feuilles à plier."),
    ("build", "Composer une brochure : écrire le PDF à lire, et un PDF à imprimer par imposition."),
    ("page", "Dessiner une page, ou la double page où elle se trouve, en PNG, SVG ou PDF."),
    ("serve", "Montrer la brochure dans le navigateur, au fur et à mesure qu’elle est modifiée."),
    ("check", "Dire tout ce qu’un correcteur ou un imprimeur y trouverait à redire."),
    ("impose", "Imposer les pages de n’importe quel PDF sur des feuilles."),
    ("plan", "Montrer comment les pages sont rangées sur les feuilles, et ce que les mains en font."),
    (
        "testsheet",
        "Faire une feuille qui dit comment une machine retourne le papier, ce qu’elle laisse blanc, son décalage.",
    ),
    ("layouts", "Donner la liste des impositions fournies."),
    ("picture", "Montrer une image telle qu’elle sera imprimée, ou ce qu’il en reste de copie en copie."),
    (
        "import",
        "Faire une brochure de textes bruts : texte, Markdown, HTML, .docx ou .odt ; chaque réparation est listée.",
    ),
    ("new", "Créer une brochure de départ."),
    ("typo", "Corriger la typographie d’un texte français : espaces, guillemets, tirets, nombres, abréviations."),
    ("hyphenate", "Montrer où des mots peuvent être coupés."),
    ("completions", "Écrire les complétions pour un interpréteur de commandes."),
    ("man", "Écrire la page de manuel."),
];

/// The texts of arguments, alike wherever they occur; a command's own comes first where they differ.
const ARGUMENTS: [(&str, &str, &str); 62] = [
    ("import", "raw", "Les textes, dans leur ordre."),
    ("import", "output", "Le dossier à créer ; sans cela, un dossier nommé comme le premier texte."),
    ("typo", "file", "Le texte, ou - pour l’entrée standard : du Markdown, ou du texte brut s’il finit par .txt."),
    ("typo", "plain", "Prendre le texte pour du texte brut, quelle que soit sa fin."),
    ("typo", "report", "Lister plutôt chaque changement : fichier:ligne:colonne règle avant -> après."),
    ("typo", "json", "Écrire plutôt chaque changement en JSON, pour des scripts."),
    ("typo", "rules", "N’appliquer que cette règle ; peut se répéter."),
    ("typo", "language", "Les usages qui valent : fr, fr-CH, fr-CA, fr-BE, en."),
    ("typo", "output", "Écrire le texte corrigé dans ce fichier, qui peut être le texte lui-même."),
    ("page", "output", "Écrire dans ce fichier ; sa fin dit comment : .png, .svg ou .pdf."),
    ("impose", "output", "Écrire dans ce fichier ; sinon, le nom du PDF suivi de celui de l’imposition."),
    ("", "output", "Écrire dans ce dossier ; sinon, dans « out », à l’intérieur de la brochure."),
    ("impose", "layout", "Imposer de cette façon."),
    ("impose", "scale", "Mettre les pages à l’échelle de leurs places (fit), ou les imprimer telles quelles (none)."),
    ("impose", "binding", "Le bord où le livre est relié ; right pour les écritures de droite à gauche."),
    ("impose", "password", "Le mot de passe qui ouvre le PDF."),
    (
        "serve",
        "layouts",
        "Montrer les feuilles de cette imposition plutôt que celles de brochure.toml ; peut se répéter.",
    ),
    (
        "build",
        "proof",
        "Écrire aussi une épreuve : grille, numéros de lignes, lézardes, remarques, lignes lâches ou serrées.",
    ),
    ("serve", "port", "Écouter sur ce port de cette machine ; sinon, sur le premier libre à partir de 4141."),
    ("serve", "open", "Ouvrir l’aperçu dans le navigateur."),
    ("serve", "editor", "Au clic, ouvrir l’endroit avec cette commande, comme « code -g {file}:{line} »."),
    ("picture", "input", "L’image."),
    ("picture", "output", "Écrire dans ce fichier ; sa fin dit comment : .png ou .pdf. Sinon, picture.png."),
    ("picture", "width", "La largeur à laquelle elle est imprimée."),
    (
        "picture",
        "mode",
        "Ce qu’on en fait ; sinon, le dessin au trait devient noir et blanc, et tout le reste une trame.",
    ),
    ("picture", "screen", "Lignes par pouce de la trame."),
    ("picture", "dpi", "Points par pouce de la machine qui l’imprime."),
    ("picture", "generations", "La montrer après ce nombre de copies simulées, chacune tirée de la précédente."),
    ("picture", "copies", "La préparer pour ce nombre de copies successives."),
    ("picture", "levels", "Étirer ses tons jusqu’au noir et au blanc."),
    ("picture", "sharpen", "L’accentuer de tant de centièmes."),
    ("picture", "compare", "Faire plutôt une feuille de trames et de modes, à imprimer une fois pour choisir."),
    ("plan", "layout", "L’imposition."),
    ("plan", "pages", "Pour ce nombre de pages ; sinon, ce que tiennent deux feuilles."),
    ("plan", "svg", "Dessiner plutôt les feuilles dans ce fichier : .svg ou .png."),
    ("testsheet", "layout", "Pour les feuilles de cette imposition."),
    ("testsheet", "output", "Écrire dans ce fichier."),
    (
        "testsheet",
        "tones",
        "Faire plutôt une gamme de gris, à photocopier et à lire, pour préparer les images à cette machine.",
    ),
    ("testsheet", "screen", "Lignes par pouce de la trame de la gamme."),
    ("testsheet", "dpi", "Points par pouce auxquels la gamme est imprimée."),
    (
        "picture",
        "printer",
        "La préparer pour cette machine, dont [printer.NOM] de vos réglages décrit les tons ; sinon pour « local », si elle est décrite.",
    ),
    (
        "",
        "printer",
        "Imprimer sur cette machine, décrite par [printer.NOM] ; sinon sur « local », si elle est décrite.",
    ),
    ("", "layouts", "Imposer de cette façon plutôt que comme le dit brochure.toml ; peut se répéter."),
    ("", "brochure", "La brochure : un dossier qui contient brochure.toml, ou ce fichier."),
    ("", "number", "Le numéro de la page ; la couverture porte le 1."),
    ("", "dpi", "Points par pouce d’un PNG."),
    ("", "fit", "Atteindre ce nombre de pages, dans les limites que [fit] pose dans brochure.toml."),
    ("", "watch", "Recomposer chaque fois qu’un fichier de la brochure est enregistré."),
    ("", "printed", "Montrer les images telles que les feuilles les portent : trames, noir et blanc, ou gris."),
    ("", "spread", "Dessiner les deux pages en regard."),
    (
        "",
        "proof",
        "Dessiner une épreuve : grille, numéros de lignes, lézardes, mots superposés, remarques, lignes lâches ou serrées.",
    ),
    ("", "since", "Marquer et lister ce qui a changé depuis un dossier, un PDF fait par agrafe ou une révision git."),
    ("", "texture", "Écrire à quel point les lignes sont régulières, et les pires d’entre elles."),
    ("", "json", "Écrire le résultat en JSON, pour des scripts."),
    ("", "strict", "Échouer aussi sur les avertissements."),
    ("", "input", "Le PDF dont les pages sont à imposer."),
    ("", "folder", "Le dossier à créer."),
    (
        "build",
        "keep_going",
        "Construire même si des images manquent ou sont abîmées ; un cadre barré tient leur place.",
    ),
    ("", "words", "Les mots."),
    ("", "language", "Les motifs qui décident : fr, en, es, it, de, pt, ru et d’autres."),
    ("", "shell", "L’interpréteur de commandes."),
    ("", "quiet", "N’écrire que les erreurs et ce qui est demandé."),
];

/// The texts of the arguments of all commands.
const COMMON: [(&str, &str); 2] = [
    ("color", "Colorer les messages : toujours, jamais, ou quand quelqu’un les lit."),
    ("lang", "Parler anglais ou français ; sinon, la langue du système."),
];

/// Puts French texts into a command and its subcommands.
pub(super) fn translate(command: Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_string()).collect();
    let mut french = one(command, "");
    for name in names {
        french = french.mut_subcommand(&name, |c| one(c, &name));
    }
    french
        .subcommand_help_heading("Commandes")
        .disable_help_subcommand(true)
        .help_template("{about}\n\nUsage : {usage}\n\n{all-args}{after-help}")
}

fn one(command: Command, name: &str) -> Command {
    let about = COMMANDS.iter().find(|(n, _)| *n == name).map(|(_, text)| *text);
    let mut command = command;
    if let Some(about) = about {
        command = command.about(about).long_about(about);
    }
    let ids: Vec<String> = command.get_arguments().map(|a| a.get_id().to_string()).collect();
    for id in ids {
        if let Some(text) = text_of(name, &id) {
            command = command.mut_arg(&id, |a| a.help(text).long_help(text));
        }
    }
    command.help_template("{about}\n\nUsage : {usage}\n\n{all-args}{after-help}")
}

fn text_of(command: &str, argument: &str) -> Option<&'static str> {
    let exact = ARGUMENTS.iter().find(|(c, a, _)| *c == command && *a == argument);
    let shared = || ARGUMENTS.iter().find(|(c, a, _)| c.is_empty() && *a == argument);
    let common = || COMMON.iter().find(|(a, _)| *a == argument).map(|(_, text)| *text);
    exact.or_else(shared).map(|(_, _, text)| *text).or_else(common)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command;
    use crate::diagnostic::Lang;

    #[test]
    fn every_command_and_argument_is_said_in_french() {
        let english = command(Lang::En);
        for subcommand in english.get_subcommands() {
            let name = subcommand.get_name();
            assert!(COMMANDS.iter().any(|(n, _)| *n == name), "no French for {name}");
            for argument in subcommand.get_arguments().filter(|a| a.get_help().is_some()) {
                let id = argument.get_id().as_str();
                assert!(text_of(name, id).is_some(), "no French for {name} {id}");
            }
        }
    }

    #[test]
    fn the_definition_holds_together() {
        command(Lang::En).debug_assert();
        command(Lang::Fr).debug_assert();
    }
}
