//! The texts about sheets: how to print, fold and cut them, and the texts on plans, test sheets and tone wedges.

texts! {

// Counts.

/// A number of pages.
pages(pages: usize)
    en "{pages} {pages|page|pages}"
    fr "{pages} {pages|page|pages}"
/// A number of sheets.
sheets(sheets: usize)
    en "{sheets} {sheets|sheet|sheets}"
    fr "{sheets} {sheets|feuille|feuilles}"

// How to print a layout.

/// A layout that prints one side.
print_one_side
    en "one side, at 100 %"
    fr "d’un seul côté, à 100 %"
/// Two sides, flipped on the short edge.
print_short_edge
    en "both sides, flipped on the short edge, at 100 %"
    fr "recto verso, retournement sur le bord court, à 100 %"
/// Two sides, flipped on the long edge.
print_long_edge
    en "both sides, flipped on the long edge, at 100 %"
    fr "recto verso, retournement sur le bord long, à 100 %"
/// One side, for a copier that makes copies on both sides.
print_masters
    en "one side, at 100 %: masters for a copier that makes two-sided copies"
    fr "d’un seul côté, à 100 % : originaux pour un copieur recto verso"
/// Manual duplex, on a printer whose sheets come out face down.
print_by_hand_face_down(sheets: usize, first: usize, last: usize)
    en "print pages 1-{sheets} on one side, at 100 %; keep the sheets in the order in which they came out, turn the pile over like a page and put it back, so that sheet 1 goes in first and its blank side is printed; then print pages {first}-{last}"
    fr "imprimer les pages 1-{sheets} d’un seul côté, à 100 % ; remettre la pile telle qu’elle sort, retournée comme une page, pour que la feuille 1 entre la première et soit imprimée au dos ; imprimer ensuite les pages {first}-{last}"
/// Manual duplex, on a printer whose sheets come out face up.
print_by_hand_face_up(sheets: usize, first: usize, last: usize)
    en "print pages 1-{sheets} on one side, at 100 %; put the pile back just as it is, without turning it over, so that the last sheet goes in first and its blank side is printed; then print pages {first}-{last}, which are already in reverse order"
    fr "imprimer les pages 1-{sheets} d’un seul côté, à 100 % ; remettre la pile telle quelle, pour que la dernière feuille entre la première et soit imprimée au dos ; imprimer ensuite les pages {first}-{last}, rangées à l’envers pour cela"

// How to finish the sheets, step by step.

/// The pile of a single signature.
lay_down_pile
    en "Lay the pile down as it came out: sheet 1 at the bottom with its outer side down, so that the inner sides face up and read the right way up."
    fr "Poser la pile telle qu’elle sort : la feuille 1 dessous, sa face extérieure contre la table, les faces intérieures vers le haut et à l’endroit."
/// The piles of several signatures.
lay_down_signatures
    en "Take the signatures one at a time. Lay down the sheets of each signature as they came out: the first at the bottom with its outer side down, so that the inner sides face up and read the right way up."
    fr "Prendre cahier par cahier. Poser ses feuilles telles qu’elles sortent : la première dessous, sa face extérieure contre la table, les faces intérieures vers le haut et à l’endroit."
/// A fold to the right.
fold_left
    en "Fold the left half over the right one."
    fr "Plier la moitié gauche sur la droite."
/// A fold to the left.
fold_right
    en "Fold the right half over the left one."
    fr "Plier la moitié droite sur la gauche."
/// A fold downwards.
fold_top
    en "Fold the upper half over the lower one."
    fr "Plier la moitié haute sur la basse."
/// A fold upwards.
fold_bottom
    en "Fold the lower half over the upper one."
    fr "Plier la moitié basse sur la haute."
/// A vertical cut; the left pile goes on the right one.
cut_stack_left
    en "Cut through the middle from top to bottom; put the left pile on the right one."
    fr "Couper au milieu, de haut en bas ; poser la pile de gauche sur celle de droite."
/// A vertical cut; the right pile goes on the left one.
cut_stack_right
    en "Cut through the middle from top to bottom; put the right pile on the left one."
    fr "Couper au milieu, de haut en bas ; poser la pile de droite sur celle de gauche."
/// A horizontal cut; the upper pile goes on the lower one.
cut_stack_top
    en "Cut through the middle from side to side; put the upper pile on the lower one."
    fr "Couper au milieu, en travers ; poser la pile du haut sur celle du bas."
/// A horizontal cut; the lower pile goes on the upper one.
cut_stack_bottom
    en "Cut through the middle from side to side; put the lower pile on the upper one."
    fr "Couper au milieu, en travers ; poser la pile du bas sur celle du haut."
/// A vertical cut between two copies.
cut_copies_vertical
    en "Cut through the middle from top to bottom: each pile is a booklet; continue with each."
    fr "Couper au milieu, de haut en bas : chaque pile est une brochure ; continuer avec chacune."
/// A horizontal cut between two copies.
cut_copies_horizontal
    en "Cut through the middle from side to side: each pile is a booklet; continue with each."
    fr "Couper au milieu, en travers : chaque pile est une brochure ; continuer avec chacune."
/// The pile is turned over.
turn
    en "Turn the pile over like a page."
    fr "Retourner la pile comme on tourne une page."
/// Signatures with collation marks.
stack_signatures_with_marks
    en "Stack the signatures, the first on top: the bars on the spine form a staircase."
    fr "Empiler les cahiers, le premier dessus : les repères du dos forment un escalier."
/// Signatures without marks.
stack_signatures
    en "Stack the signatures, the first on top."
    fr "Empiler les cahiers, le premier dessus."
/// The binding of signatures.
bind_signatures
    en "Sew or glue the spine."
    fr "Coudre ou coller le dos."
/// Saddle stitch.
staple_fold
    en "Staple twice through the fold."
    fr "Agrafer deux fois dans le pli."
/// Side stitch of a book that is bound at the right.
staple_right_edge
    en "Staple or glue the right edge."
    fr "Agrafer ou coller le bord droit."
/// Side stitch.
staple_left_edge
    en "Staple or glue the left edge."
    fr "Agrafer ou coller le bord gauche."
/// Cutting open the folds at the head or the fore-edge.
cut_open
    en "Cut open the edges that are still closed."
    fr "Couper les bords restés fermés."
/// The last step.
trim
    en "Trim the fore-edge."
    fr "Rogner la tranche."

// Plans.

/// The first line of a plan.
plan_title(layout: &str, pages: &str, sheets: &str)
    en "{layout}: {pages}, {sheets}"
    fr "{layout} : {pages}, {sheets}"
/// The heading above the sheets of a signature.
plan_signature(number: usize)
    en "Signature {number}"
    fr "Cahier {number}"
/// The label next to the sides of a sheet.
plan_sheet(number: usize)
    en "sheet {number}"
    fr "feuille {number}"
/// The label of one side of a sheet on a drawing.
plan_sheet_side(number: usize, side: &str)
    en "sheet {number}, {side}"
    fr "feuille {number}, {side}"
/// The outer side of a sheet.
outer_side
    en "outer side"
    fr "face extérieure"
/// The inner side of a sheet.
inner_side
    en "inner side"
    fr "face intérieure"
/// The meaning of the arrow at a page.
plan_upside_down
    en "Pages with ↓ are upside down."
    fr "↓ a la tête en bas."
/// How to print the sheets. It comes before the finishing steps.
plan_print(printing: &str)
    en "Print: {printing}."
    fr "Imprimer : {printing}."

// The test sheet.

/// The title of the PDF.
test_sheet_title
    en "Test sheet"
    fr "Feuille d’essai"
/// How to print it, where the layout turns sheets over the short edge.
test_sheet_print_short_edge
    en "print it on both sides, flipped on the short edge, at 100 %; the sheet says what to write down"
    fr "à imprimer recto verso, retournement sur le bord court, à 100 % ; la feuille dit quoi noter"
/// How to print it, where the layout turns sheets over the long edge.
test_sheet_print_long_edge
    en "print it on both sides, flipped on the long edge, at 100 %; the sheet says what to write down"
    fr "à imprimer recto verso, retournement sur le bord long, à 100 % ; la feuille dit quoi noter"
/// The label at the arrow on the front.
test_sheet_front
    en "FRONT"
    fr "RECTO"
/// The label at the arrow on the back.
test_sheet_back
    en "BACK"
    fr "VERSO"
/// The first step, where the layout turns sheets over the short edge.
test_sheet_1_short_edge
    en "1. Print this file on both sides, flipped on the short edge, at 100 %, and lay it down with this arrow pointing up."
    fr "1. Imprimer ce fichier recto verso, retournement sur le bord court, à 100 %, et poser la feuille flèche en haut."
/// The first step, where the layout turns sheets over the long edge.
test_sheet_1_long_edge
    en "1. Print this file on both sides, flipped on the long edge, at 100 %, and lay it down with this arrow pointing up."
    fr "1. Imprimer ce fichier recto verso, retournement sur le bord long, à 100 %, et poser la feuille flèche en haut."
/// How the printer turns sheets over. The fields are the setting if the arrow points up, and the setting if it points down.
test_sheet_2(right: &str, wrong: &str)
    en "2. Turn it over like a page. If the arrow on the back points up, nothing needs to be changed: duplex = \"{right}\". If it points down, print the file again, flipped on the other edge: if the arrow now points up, always choose that edge; if not, the printer only turns sheets one way: duplex = \"{wrong}\". If the arrow is on another sheet: duplex = \"manual\"."
    fr "2. La retourner comme une page. Si la flèche du dos monte, tout va bien : duplex = \"{right}\". Si elle descend, imprimer encore, en retournant sur l’autre bord : si elle monte alors, choisir toujours ce bord ; sinon l’imprimante ne retourne que dans un sens : duplex = \"{wrong}\". Si la flèche est sur une autre feuille : duplex = \"manual\"."
/// The unprintable margins.
test_sheet_3(setting: &str)
    en "3. At each edge, read the first mark that was printed. It shows how many millimetres the printer leaves blank there. {setting}"
    fr "3. À chaque bord, lire le premier trait imprimé : autant de millimètres y restent blancs. {setting}"
/// The offset of the back.
test_sheet_4
    en "4. Hold the sheet up to the light, with this side towards you. The cross on the back should meet the long marks of this scale, which is divided into half millimetres. Read off how far too low the cross is, and how far too far right it is as seen from the back (from this side: too far left). offset = [\"right\", \"down\"], for example offset = [\"0.5mm\", \"-1mm\"]"
    fr "4. Tenir la feuille contre la lumière, ce côté vers soi. La croix du dos devrait rejoindre les grands traits de cette échelle, graduée en demi-millimètres. Compter de combien elle est trop bas, et, vu du dos, trop à droite (d’ici : à gauche). offset = [\"droite\", \"bas\"], par exemple offset = [\"0.5mm\", \"-1mm\"]"
/// The check of the scale.
test_sheet_5
    en "5. This bar is 100 mm long. If it is not, the printer driver has scaled the sheet: choose “actual size”."
    fr "5. Cette barre mesure 100 mm. Sinon le pilote réduit la feuille : choisir « taille réelle »."
/// Where to write the answers.
test_sheet_answers
    en "Write the answers under [printer.local] in brochure.toml, or, for all brochures, in agrafe/printers.toml in your settings folder."
    fr "Noter les réponses sous [printer.local] dans brochure.toml, ou dans agrafe/printers.toml parmi vos réglages pour toutes les brochures."

// The tone wedge.

/// How to print it.
tone_wedge_print
    en "print it at 100 %, and copy it through as many generations as the brochure; the sheet says what to write down"
    fr "à imprimer à 100 %, à copier autant de fois que la brochure le sera ; la feuille dit quoi noter"
/// The first step.
tone_wedge_1
    en "1. Print this sheet at 100 % on the printer that will print the brochure, and copy it through as many generations as the brochure, each time from the previous copy. Read the last copy, in daylight."
    fr "1. Imprimer cette feuille à 100 % sur l’imprimante de la brochure, et la photocopier autant de fois que la brochure le sera : une copie, la copie de la copie. Lire la dernière, à la lumière du jour."
/// The lightest and the darkest row.
tone_wedge_2
    en "2. Row 1: write down the figure above the first field in which you see dots. Row 7: write down the figure above the last field in which you see paper."
    fr "2. Rangée 1 : noter le nombre au-dessus du premier champ où l’on voit des points. Rangée 7 : celui du dernier champ où l’on voit du papier."
/// The rows in between.
tone_wedge_3
    en "3. Rows 2 to 6: hang the sheet up and step back four paces, or half close your eyes, until the bars become an even grey. Write down the figure of the field whose grey matches the bars."
    fr "3. Rangées 2 à 6 : accrocher la feuille et reculer de quatre pas, ou regarder les yeux mi-clos, jusqu’à ce que les barres fassent un gris uniforme. Noter le nombre du champ qui s’y fond."
/// Where to write the figures.
tone_wedge_4
    en "4. Write the seven figures under [printer.local] in brochure.toml, or, for all brochures, in agrafe/printers.toml in your settings folder:"
    fr "4. Écrire les sept nombres sous [printer.local] dans brochure.toml, ou dans agrafe/printers.toml parmi vos réglages pour toutes les brochures :"

// The comparison of screens.

/// How to print it, and its purpose.
comparison_print
    en "print it at 100 %, copy it through as many generations as the brochure, then choose a screen or mode"
    fr "à imprimer à 100 %, à copier autant de fois que la brochure le sera ; puis choisissez"

}
