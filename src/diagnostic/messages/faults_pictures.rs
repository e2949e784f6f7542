//! Faults in pictures and in the tones with which they are printed.

macro_rules! faults_of_pictures { ([$next:ident $($more:ident)*] $($found:tt)*) => { $next! { [$($more)*] $($found)*

/// A picture named in a text doesn't exist.
"A016" MissingPicture { file: String, nearest: Nearest }
    en "there is no picture {file}"
    hint "{nearest}paths are relative to the file that names the picture"
    fr "il n’y a pas d’image {file}"
    hint "{nearest}les chemins sont relatifs au fichier qui nomme l’image"
/// A picture can't be decoded or printed.
"A017" BadPicture { file: String, why: PictureProblem }
    en "cannot use the picture {file}: {why}"
    hint "save it as JPEG, PNG, WebP, TIFF, GIF or SVG"
    fr "impossible d’utiliser l’image {file} : {why}"
    hint "enregistrez-la en JPEG, PNG, WebP, TIFF, GIF ou SVG"
/// A picture has too many pixels.
"A018" HugePicture { file: String, megapixels: u64 }
    en "{file} has {megapixels} megapixels, more than the limit of 200"
    hint "reduce it: an A5 page at 600 dpi needs 17 megapixels"
    fr "{file} a {megapixels} mégapixels, plus que la limite de 200"
    hint "réduisez-la : une page A5 à 600 ppp demande 17 mégapixels"
/// A picture is on the web.
"A019" RemotePicture { address: String }
    en "the picture {address} is on the web, and agrafe downloads nothing"
    hint "download it into the folder of the text and use its file name: curl -LO {address}"
    fr "l’image {address} est sur le web, et agrafe ne télécharge rien"
    hint "téléchargez-la dans le dossier du texte et donnez son nom de fichier : curl -LO {address}"
/// A picture file contains data that are not visible on the page.
"A122" HiddenInPicture { file: String, found: Vec<HiddenData>, command: String }
    en "{file} contains {found}; agrafe leaves this out of everything that it writes"
    hint "remove all of it before you pass on the file itself: {command}"
    fr "{file} contient {found} ; agrafe n’en met rien dans ce qu’il écrit"
    hint "retirez tout cela avant de transmettre le fichier lui-même : {command}"
/// A picture has no caption.
"A050" NoCaption { file: String }
    en "{file} has no caption"
    hint "write one in the square brackets: ![caption]({file})"
    fr "{file} n’a pas de légende"
    hint "écrivez-en une entre les crochets : ![légende]({file})"
/// The drawing of a page would have too many pixels at this resolution.
"A051" TooManyPixels { dpi: u32 }
    en "at {dpi} dpi the result would be more than 20,000 pixels wide or high"
    hint "use a smaller --dpi, or write an SVG"
    fr "à {dpi} ppp, le résultat dépasserait 20 000 pixels de large ou de haut"
    hint "donnez un plus petit --dpi, ou écrivez un SVG"
/// A picture has too few pixels for its printed size.
"A070" FewPixels { file: String, has: usize, width: String, needs: usize, screen: usize, widest: String, page: usize }
    en "{file} has only {has} dpi at a width of {width} on page {page}; a screen of {screen} lpi needs {needs}"
    hint "print it at most {widest} wide, or use a larger version of it"
    fr "{file} n’a que {has} ppp sur {width} de large, page {page} ; une trame de {screen} lpp en demande {needs}"
    hint "imprimez-la sur {widest} de large au plus, ou prenez-en une version plus grande"
/// brochure.toml has settings for a picture that no text uses.
"A079" UnknownPicture { name: String, nearest: Nearest }
    en "no text uses the picture \"{name}\""
    hint "{nearest}write its name as the text does, with its folder"
    fr "aucun texte n’utilise l’image \"{name}\""
    hint "{nearest}écrivez son nom comme dans le texte, avec son dossier"
/// A crop isn't a ratio.
"A080" NotRatio { value: String }
    en "\"{value}\" is not a ratio of width to height"
    hint "write two whole numbers: crop = \"3:2\""
    fr "\"{value}\" n’est pas un rapport de largeur à hauteur"
    hint "écrivez deux nombres entiers : crop = \"3:2\""
/// A focus isn't a position in a picture.
"A081" NotFocus { value: String }
    en "\"{value}\" is not a position in a picture"
    hint "give its distances from the left and from the top: focus = [\"50%\", \"30%\"]"
    fr "\"{value}\" n’est pas une position dans une image"
    hint "donnez ses distances à gauche et en haut : focus = [\"50%\", \"30%\"]"
/// The readings of a tone wedge are impossible.
"A082" BadReadings {}
    en "these cannot be readings of a tone wedge"
    hint "give seven numbers from 1 to 100, in the order of the rows, each greater than the one before"
    fr "ces valeurs ne peuvent pas être lues sur une gamme de gris"
    hint "donnez sept nombres de 1 à 100, dans l’ordre des rangées, chacun plus grand que le précédent"
/// The readings come from a tone wedge with another screen.
"A083" OtherWedge { read: String, printed: String, options: String }
    en "these tones were read from a screen of {read}, but pictures are printed with {printed}, so the tones are ignored"
    hint "print and read a tone wedge for that screen: `agrafe testsheet --tones {options}`"
    fr "ces tons ont été lus sur une trame de {read}, mais les images sont imprimées en {printed} : ces valeurs sont ignorées"
    hint "imprimez et lisez une gamme de gris pour cette trame : « agrafe testsheet --tones {options} »"
/// Two pictures are meant for the centre spread.
"A084" CentreSpreadTaken { file: String }
    en "{file} is placed on a separate page, because another picture fills the centre spread"
    hint "set place = \"page\" for one of them"
    fr "{file} prend une page, car une autre image occupe la double page centrale"
    hint "mettez place = \"page\" pour l’une d’elles"
/// A layout puts the halves of a picture on different sheets.
"A085" SpreadParted { file: String, left: usize, right: usize, layout: String }
    en "{layout} puts pages {left} and {right} on different sheets, which cuts {file} in two"
    hint "use a layout with a single signature, or set place = \"page\""
    fr "{layout} met les pages {left} et {right} sur des feuilles différentes, ce qui coupe {file} en deux"
    hint "prenez une imposition à un seul cahier, ou mettez place = \"page\""
/// A photograph is inside a line of text.
"A112" PictureInLine { file: String }
    en "{file} is inside a paragraph, so it is only as high as a line"
    hint "put it in a paragraph by itself, with an empty line before and after it"
    fr "{file} est au milieu d’un paragraphe, donc pas plus haute qu’une ligne"
    hint "mettez-la seule dans un paragraphe, avec une ligne vide avant et après"

} } }
