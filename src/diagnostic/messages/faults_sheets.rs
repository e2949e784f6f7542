//! Faults in layouts and in imposed sheets.

macro_rules! faults_of_sheets { ([$next:ident $($more:ident)*] $($found:tt)*) => { $next! { [$($more)*] $($found)*

/// The layout is neither built in nor a file.
"A036" UnknownLayout { name: String, nearest: Nearest }
    en "there is no layout \"{name}\""
    hint "{nearest}`agrafe layouts` lists the built-in ones; to use your own, give the path of its file"
    fr "il n’y a pas d’imposition \"{name}\""
    hint "{nearest}« agrafe layouts » donne celles qui sont fournies ; un fichier s’indique par son chemin"
/// A finishing step doesn't exist.
"A037" BadStep { step: String }
    en "\"{step}\" is not a finishing step"
    hint "steps: fold left, right, top or bottom; cut vertical, stack left or right; cut horizontal, stack top or bottom; cut vertical or horizontal, copies; turn"
    fr "\"{step}\" n’est pas une étape de façonnage"
    hint "étapes : fold left, right, top ou bottom ; cut vertical, stack left ou right ; cut horizontal, stack top ou bottom ; cut vertical ou horizontal, copies ; turn"
/// A finishing step is impossible on the pile that the previous steps leave.
"A038" StepDoesNotFit { step: String, columns: usize, rows: usize }
    en "\"{step}\" is impossible on a pile with {columns} {columns|column|columns} and {rows} {rows|row|rows} of pages"
    hint "a fold or a cut goes through the middle, between two columns or two rows"
    fr "\"{step}\" est impossible sur une pile de {columns} {columns|colonne|colonnes} et {rows} {rows|rangée|rangées} de pages"
    hint "un pli ou une coupe passe par le milieu, entre deux colonnes ou deux rangées"
/// The finishing steps don't end with a pile of the size of a page.
"A039" NotFolded { columns: usize, rows: usize }
    en "after the last step, the pile still has {columns} {columns|column|columns} and {rows} {rows|row|rows} of pages"
    hint "add folds or cuts until the pile is the size of a page"
    fr "après la dernière étape, la pile a encore {columns} {columns|colonne|colonnes} et {rows} {rows|rangée|rangées} de pages"
    hint "ajoutez des plis ou des coupes jusqu’à une pile au format de la page"
/// A page is larger than its cell on the sheet.
"A040" CellTooSmall { number: usize, page: String, cell: String }
    en "page {number} is {page}, which does not fit its cell of {cell} on the sheet"
    hint "use another layout or page size, or scale the pages: `--scale fit` with agrafe build or agrafe impose"
    fr "la page {number} mesure {page} et ne tient pas dans sa case de {cell} sur la feuille"
    hint "prenez une autre imposition ou un autre format, ou mettez les pages à l’échelle : « --scale fit » avec agrafe build ou agrafe impose"
/// Text reaches into the edge that the printer can't print.
"A041" InUnprintable { page: usize, pages: Vec<String>, lost: String, edge: String }
    en "text reaches {lost} into the unprintable edge of the sheet ({edge} wide), furthest on page {page} (affected {pages|page|pages}: {pages})"
    hint "widen the margin; or, if your printer can print closer to the edge, reduce `unprintable` in the layout or under [printer]: `agrafe testsheet` helps to measure it"
    fr "du texte entre de {lost} dans le bord non imprimable de la feuille (large de {edge}), surtout page {page} ({pages|page|pages} {pages})"
    hint "élargissez la marge ; ou, si votre imprimante fait mieux, réduisez « unprintable » dans l’imposition ou sous [printer] : « agrafe testsheet » aide à le mesurer"
/// There are more sheets than a stapler takes.
"A042" ManySheets { sheets: usize, most: usize, paper: String }
    en "{sheets} {sheets|sheet|sheets} of {paper} paper may be too thick for one staple, which safely holds {most}"
    hint "split the booklet with [signature] sheets = 5, or set `capacity` under [finishing] to the number of sheets that your stapler takes"
    fr "{sheets} {sheets|feuille|feuilles} de {paper}, c’est peut-être trop épais pour une agrafe, qui en tient sûrement {most}"
    hint "divisez la brochure avec [signature] sheets = 5, ou indiquez sous [finishing] la « capacity » de votre agrafeuse"
/// A PDF can't be imposed.
"A043" BadPdf { file: String, why: PdfProblem }
    en "cannot impose {file}: {why}"
    fr "impossible d’imposer {file} : {why}"
/// The booklet has blank pages.
"A048" Blanks { blanks: usize, pages: usize }
    en "{pages} {pages|page leaves|pages leave} {blanks} blank {blanks|page|pages} in the booklet, inside the covers"
    fr "{pages} {pages|page laisse|pages laissent} {blanks} {blanks|page blanche|pages blanches} dans la brochure, à l’intérieur de la couverture"
/// Pictures reach into the edge that the printer can't print.
"A058" PictureInUnprintable { page: usize, pages: Vec<String>, lost: String }
    en "pictures reach {lost} into the unprintable edge of the sheet, furthest on page {page}, so a white strip remains (affected {pages|page|pages}: {pages})"
    fr "des images entrent de {lost} dans le bord non imprimable de la feuille, surtout page {page} ({pages|page|pages} {pages}) : un liseré blanc y reste"
/// The finishing steps end with the printed sides down.
"A059" PrintedSideFacesDown {}
    en "after the last step, the printed sides face down"
    hint "add a step \"turn\", which turns the pile over"
    fr "après la dernière étape, les faces imprimées sont en dessous"
    hint "ajoutez une étape \"turn\", qui retourne la pile"
/// The imposed sheets don't fold into the book, which is a bug in agrafe.
"A060" NotABook {}
    en "internal error: the imposed sheets do not fold into the book, so nothing was written"
    hint "please report this with the layout"
    fr "erreur interne : les feuilles imposées ne se plient pas en livre, rien n’a été écrit"
    hint "merci de le signaler avec l’imposition"
/// The cover can't be a separate sheet.
"A061" NoCoverSheet { pages: usize }
    en "the cover cannot be a separate sheet here"
    hint "a separate cover needs a layout with four pages per sheet, and at least eight pages; there {pages|is only #|are #}"
    fr "la couverture ne peut pas être ici une feuille séparée"
    hint "il faut une imposition à quatre pages par feuille, et huit pages au moins : il y en a {pages}"
/// Pages are smaller than their cells.
"A062" PagesCentred { page: String, cell: String }
    en "pages of {page} are centred in cells of {cell}, at 100 %"
    hint "to scale them to the cells, use `--scale fit` with agrafe build or agrafe impose"
    fr "les pages de {page} sont centrées dans des cases de {cell}, à 100 %"
    hint "pour les mettre à l’échelle des cases, utilisez « --scale fit » avec agrafe build ou agrafe impose"
/// Pages are scaled to their cells.
"A063" PagesScaled { page: String, cell: String, percent: String }
    en "pages of {page} are scaled to cells of {cell}: {percent} %"
    fr "les pages de {page} sont mises à l’échelle de cases de {cell} : {percent} %"
/// A layout with `[[cell]]` tables names a page twice, or not at all.
"A065" BadCells { page: usize, pages: usize }
    en "page {page} must be in exactly one cell"
    hint "name each page from 1 to {pages} in one [[cell]] table, and use each cell once"
    fr "la page {page} doit être dans une case et une seule"
    hint "nommez chaque page de 1 à {pages} dans une table [[cell]], chacune dans une case à elle"
/// Annotations and form fields of an imposed PDF are dropped.
"A068" AnnotationsDropped { count: usize }
    en "{count} {count|annotation or form field is|annotations or form fields are} dropped"
    hint "to keep them, print the file to a new PDF first"
    fr "{count} {count|annotation ou champ de formulaire est abandonné|annotations ou champs de formulaire sont abandonnés}"
    hint "pour les garder, imprimez d’abord le fichier dans un PDF"

} } }
