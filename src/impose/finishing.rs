//! What hands do with the printed sheets, in words.

use crate::diagnostic::Lang;
use crate::sheet::{Delivery, Duplex, Half, Layout, Staple, Step};

/// What hands do with the piles of so many signatures, step by step, in a language.
pub fn instructions(layout: &Layout, signatures: usize, lang: Lang) -> Vec<String> {
    let say = |en: &str, fr: &str| match lang {
        Lang::En => en.to_string(),
        Lang::Fr => fr.to_string(),
    };
    if let Some((en, fr)) = &layout.said {
        return say(en, fr).split('\n').map(|line| line.trim().to_string()).filter(|line| !line.is_empty()).collect();
    }
    let mut steps = vec![match signatures {
        0 | 1 => say(
            "Lay the pile down as it came out: sheet 1 undermost, its first side below, inner sides up and upright.",
            "Poser le paquet tel qu’il sort : la feuille 1 dessous, sa première face contre la table, les faces intérieures vers \
             le haut et à l’endroit.",
        ),
        _ => say(
            "Take signature by signature. Lay its sheets down as they came out: the first undermost, its first side below, \
             inner sides up and upright.",
            "Prendre cahier par cahier. Poser ses feuilles telles qu’elles sortent : la première dessous, sa première face \
             contre la table, les faces intérieures vers le haut et à l’endroit.",
        ),
    }];
    steps.extend(layout.finishing_steps().map(|(step, _)| said(step, lang)));
    let edge = if layout.right_bound {
        say("Staple or glue the right edge.", "Agrafer ou coller le bord droit.")
    } else {
        say("Staple or glue the left edge.", "Agrafer ou coller le bord gauche.")
    };
    if signatures > 1 {
        steps.push(if layout.marks.collation {
            say(
                "Pile the signatures up, the first on top: the bars on the spine make a staircase.",
                "Empiler les cahiers, le premier dessus : les repères du dos forment un escalier.",
            )
        } else {
            say("Pile the signatures up, the first on top.", "Empiler les cahiers, le premier dessus.")
        });
        steps.push(say("Sew or glue the back.", "Coudre ou coller le dos."));
    } else if layout.staple == Staple::Fold {
        steps.push(say("Staple twice through the fold.", "Agrafer deux fois dans le pli."));
    } else if layout.staple == Staple::Edge {
        steps.push(edge);
    }
    let folds = layout.steps.iter().filter(|(step, _)| matches!(step, Step::Fold(_))).count();
    if folds > 1 {
        steps.push(say("Cut the closed edges open.", "Couper les bords restés fermés."));
    }
    if layout.trim {
        steps.push(say("Trim the fore-edge.", "Rogner la tranche."));
    }
    steps
}

fn said(step: Step, lang: Lang) -> String {
    let (en, fr) = match step {
        Step::Fold(Half::Left) => ("Fold the left half over the right one.", "Plier la moitié gauche sur la droite."),
        Step::Fold(Half::Right) => ("Fold the right half over the left one.", "Plier la moitié droite sur la gauche."),
        Step::Fold(Half::Top) => ("Fold the upper half over the lower one.", "Plier la moitié haute sur la basse."),
        Step::Fold(Half::Bottom) => ("Fold the lower half over the upper one.", "Plier la moitié basse sur la haute."),
        Step::CutStack(Half::Left) => (
            "Cut through the middle from head to foot; put the left pile on the right one.",
            "Couper au milieu, de haut en bas ; poser le paquet de gauche sur celui de droite.",
        ),
        Step::CutStack(Half::Right) => (
            "Cut through the middle from head to foot; put the right pile on the left one.",
            "Couper au milieu, de haut en bas ; poser le paquet de droite sur celui de gauche.",
        ),
        Step::CutStack(Half::Top) => (
            "Cut through the middle across; put the upper pile on the lower one.",
            "Couper au milieu, en travers ; poser le paquet du haut sur celui du bas.",
        ),
        Step::CutStack(Half::Bottom) => (
            "Cut through the middle across; put the lower pile on the upper one.",
            "Couper au milieu, en travers ; poser le paquet du bas sur celui du haut.",
        ),
        Step::CutCopies { vertical: true } => (
            "Cut through the middle from head to foot: each pile is a booklet; go on with each.",
            "Couper au milieu, de haut en bas : chaque paquet est une brochure ; continuer avec chacun.",
        ),
        Step::CutCopies { vertical: false } => (
            "Cut through the middle across: each pile is a booklet; go on with each.",
            "Couper au milieu, en travers : chaque paquet est une brochure ; continuer avec chacun.",
        ),
        Step::Turn => ("Turn the pile over like a page.", "Retourner le paquet comme on tourne une page."),
    };
    match lang {
        Lang::En => en.to_string(),
        Lang::Fr => fr.to_string(),
    }
}

/// What to tell the printer's dialogue, or hands that print second sides themselves, for so many sheets.
pub fn printing(layout: &Layout, sheets: usize, lang: Lang) -> String {
    if layout.one_sided {
        return match lang {
            Lang::En => "one side, at 100 %".to_string(),
            Lang::Fr => "d’un seul côté, à 100 %".to_string(),
        };
    }
    match (layout.duplex, lang) {
        (Duplex::ShortEdge, Lang::En) => "both sides, flipped on the short edge, at 100 %".to_string(),
        (Duplex::ShortEdge, Lang::Fr) => "recto verso, retournement sur le bord court, à 100 %".to_string(),
        (Duplex::LongEdge, Lang::En) => "both sides, flipped on the long edge, at 100 %".to_string(),
        (Duplex::LongEdge, Lang::Fr) => "recto verso, retournement sur le bord long, à 100 %".to_string(),
        (Duplex::None, Lang::En) => "one side, at 100 %: masters for a copier that turns the sheets itself".to_string(),
        (Duplex::None, Lang::Fr) => {
            "d’un seul côté, à 100 % : originaux pour un copieur qui retourne lui-même".to_string()
        }
        (Duplex::Manual, _) => by_hand(layout, sheets, lang),
    }
}

/// Fronts, then backs.
fn by_hand(layout: &Layout, sheets: usize, lang: Lang) -> String {
    let (first, last) = (sheets + 1, sheets * 2);
    match (layout.delivery, lang) {
        (Delivery::FaceDown, Lang::En) => format!(
            "print pages 1-{sheets} on one side, at 100 %; put the pile back as it came out, turned over like a page, so that \
             sheet 1 goes in first and its blank side is printed; then print pages {first}-{last}"
        ),
        (Delivery::FaceDown, Lang::Fr) => format!(
            "imprimer les pages 1-{sheets} d’un seul côté, à 100 % ; remettre le paquet tel qu’il sort, retourné comme une \
             page, pour que la feuille 1 entre la première et soit imprimée au dos ; imprimer ensuite les pages {first}-{last}"
        ),
        (Delivery::FaceUp, Lang::En) => format!(
            "print pages 1-{sheets} on one side, at 100 %; put the pile back as it lies, so that the last sheet goes in first \
             and its blank side is printed; then print pages {first}-{last}, whose order is reversed for it"
        ),
        (Delivery::FaceUp, Lang::Fr) => format!(
            "imprimer les pages 1-{sheets} d’un seul côté, à 100 % ; remettre le paquet tel quel, pour que la dernière feuille \
             entre la première et soit imprimée au dos ; imprimer ensuite les pages {first}-{last}, rangées à l’envers pour cela"
        ),
    }
}
