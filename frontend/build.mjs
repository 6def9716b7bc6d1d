// Builds the committed files under src/ascent/ui/static/ascent from pinned packages.
// Run through `make vendor`. Users and tests never need this: its results are in git.

import { build } from "esbuild";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";
import { ICONS } from "./icons.mjs";
import { MATHS } from "./maths.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const ui = join(here, "..", "src", "ascent", "ui");
const target = join(ui, "static", "ascent", "vendor");
const modules = join(here, "node_modules");
const require = createRequire(import.meta.url);

/** Fonts: [package, file in the package, name under which we serve it]. */
const FONTS = [
  ["@fontsource-variable/inter", "inter-latin-wght-normal.woff2", "inter.woff2"],
  ["@fontsource-variable/inter", "inter-latin-wght-italic.woff2", "inter-italic.woff2"],
  ["@fontsource-variable/source-serif-4", "source-serif-4-latin-opsz-normal.woff2", "source-serif-4.woff2"],
  ["@fontsource-variable/source-serif-4", "source-serif-4-latin-wght-italic.woff2", "source-serif-4-italic.woff2"],
  ["@fontsource-variable/jetbrains-mono", "jetbrains-mono-latin-wght-normal.woff2", "jetbrains-mono.woff2"],
];

const MATHS_FONT = ["@fontsource/stix-two-math", "stix-two-math-latin-400-normal.woff2", "stix-two-math.woff2"];

async function fonts() {
  await mkdir(join(target, "fonts"), { recursive: true });
  for (const [pack, file, name] of FONTS) {
    await copyFile(join(modules, pack, "files", file), join(target, "fonts", name));
  }
  const [pack, file, name] = MATHS_FONT;
  const whole = await readFile(join(modules, pack, "files", file));
  const part = await subsetFont(whole, MATHS, { targetFormat: "woff2" });
  await writeFile(join(target, "fonts", name), part);
}

/** The drawing inside each icon's <svg>, so that templates can write it in place. */
async function icons() {
  const drawings = {};
  for (const name of [...ICONS].sort()) {
    const svg = await readFile(join(modules, "lucide-static", "icons", `${name}.svg`), "utf8");
    const inner = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(svg)[1];
    drawings[name] = inner.replace(/\s+/g, " ").replace(/> </g, "><").trim();
  }
  await writeFile(join(ui, "icons.json"), JSON.stringify(drawings, null, 1) + "\n");
}

/** CodeMirror and our island in one ES module. Returns the packages that went in. */
async function editor() {
  const result = await build({
    entryPoints: [join(here, "editor", "main.js")],
    outfile: join(ui, "static", "ascent", "editor.js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "none",
    metafile: true,
    banner: { js: "/* Built by frontend/build.mjs from frontend/editor. Licences: vendor/LICENSES.md */" },
  });
  const found = new Set();
  for (const path of Object.keys(result.metafile.inputs)) {
    const match = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (match) found.add(match[1]);
  }
  return [...found];
}

async function licences(packages) {
  const folder = join(target, "licenses");
  await mkdir(folder, { recursive: true });
  const rows = [];
  for (const name of [...new Set(packages)].sort()) {
    const info = JSON.parse(await readFile(join(modules, name, "package.json"), "utf8"));
    const file = `${name.replace("@", "").replaceAll("/", "-")}.txt`;
    await copyFile(join(modules, name, "LICENSE"), join(folder, file));
    const origin = `https://www.npmjs.com/package/${name}`;
    rows.push(`| [${name}](${origin}) | ${info.version} | ${info.license} | [text](licenses/${file}) |`);
  }
  const page = [
    "# What others made, and its licences",
    "",
    "`make vendor` writes this folder, `editor.js` and `icons.json` from the packages pinned in",
    "`frontend/package-lock.json`. STIX Two Math is cut down to the characters that lessons use.",
    "",
    "| package | version | licence | text |",
    "|---|---|---|---|",
    ...rows,
    "",
  ];
  await writeFile(join(target, "LICENSES.md"), page.join("\n"));
}

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await fonts();
await icons();
await copyFile(require.resolve("htmx.org/dist/htmx.min.js"), join(target, "htmx.min.js"));
const bundled = await editor();
await licences([
  ...bundled, "htmx.org", "lucide-static", MATHS_FONT[0], ...FONTS.map(([pack]) => pack),
]);
