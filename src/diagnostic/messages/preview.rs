//! The texts of the preview's page in the browser. Its scripts fill in the fields by the rules of `template.rs`.

use super::Text;

/// Every text of the page, by the name that the scripts in `src/serve/browser` use for it.
pub(crate) const TEXTS: &[(&str, Text)] = &[
    // Views, marks and sizes, as the titles of buttons.
    ("spreads", Text { en: "spreads", fr: "doubles pages" }),
    ("single_pages", Text { en: "single pages", fr: "pages seules" }),
    ("sheets", Text { en: "printed sheets", fr: "feuilles imprimées" }),
    ("layout", Text { en: "layout", fr: "imposition" }),
    ("margins", Text { en: "margins", fr: "marges" }),
    ("grid", Text { en: "baseline grid", fr: "grille de lignes de base" }),
    ("loose", Text { en: "loose and tight lines", fr: "lignes lâches et serrées" }),
    ("messages", Text { en: "messages in the margin", fr: "messages dans la marge" }),
    ("changes", Text { en: "changes since the earlier version", fr: "changements depuis la version antérieure" }),
    ("follow", Text { en: "follow edits", fr: "suivre les modifications" }),
    ("whole_page", Text { en: "whole page", fr: "page entière" }),
    ("actual_size", Text { en: "actual size", fr: "taille réelle" }),
    ("one_and_a_half", Text { en: "150 %", fr: "150 %" }),
    ("double", Text { en: "200 %", fr: "200 %" }),
    // Navigation.
    ("first_page", Text { en: "first page", fr: "première page" }),
    ("previous", Text { en: "previous", fr: "précédente" }),
    ("next", Text { en: "next", fr: "suivante" }),
    ("last_page", Text { en: "last page", fr: "dernière page" }),
    ("page", Text { en: "page", fr: "page" }),
    ("page_number", Text { en: "page {page}", fr: "page {page}" }),
    // Sheets.
    ("outer_side", Text { en: "sheet {sheet}, outer side", fr: "feuille {sheet}, face extérieure" }),
    ("inner_side", Text { en: "sheet {sheet}, inner side", fr: "feuille {sheet}, face intérieure" }),
    // Messages.
    ("message_count", Text { en: "{count} {count|message|messages}", fr: "{count} {count|message|messages}" }),
    ("message_list", Text { en: "Messages", fr: "Messages" }),
    ("list_messages", Text { en: "list of messages", fr: "liste des messages" }),
    ("has_errors", Text { en: "the brochure has errors", fr: "la brochure contient des erreurs" }),
    // The status line at the bottom.
    ("status", Text { en: "{pages} {pages|page|pages} · {ms} ms", fr: "{pages} {pages|page|pages} · {ms} ms" }),
    ("last_good", Text { en: " · showing the last version without errors", fr: " · dernière version sans erreurs" }),
    (
        "stopped",
        Text {
            en: "agrafe has stopped; waiting for it to start again",
            fr: "agrafe s’est arrêté ; en attente de son redémarrage",
        },
    ),
    // The panel.
    ("open_in_editor", Text { en: "open in the editor", fr: "ouvrir dans l’éditeur" }),
    ("close", Text { en: "close", fr: "fermer" }),
    ("shortcuts", Text { en: "Keyboard shortcuts", fr: "Raccourcis clavier" }),
    ("larger", Text { en: "larger", fr: "plus grand" }),
    ("smaller", Text { en: "smaller", fr: "plus petit" }),
    ("click", Text { en: "click", fr: "clic" }),
    ("show_source", Text { en: "show the line in its source file", fr: "montrer où la ligne a été tapée" }),
];
