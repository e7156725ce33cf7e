// Packs what Trunk built for embedding: every file, compressed ahead of time where that pays, and
// a Rust table of them that the server's binary includes. Nothing is written when nothing changed,
// so that the server is not linked again.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const source = process.env.TRUNK_STAGING_DIR;
if (!source) throw new Error("This is a hook of Trunk: run `cargo xtask client`.");
const profile = process.env.TRUNK_PROFILE === "release" ? "release" : "debug";
const root = fileURLToPath(new URL("../..", import.meta.url));
const target = process.env.LANYARD_PACK || join(root, "target", "client", profile);

// Fonts are compressed already; a compression that saves less than a tenth is not worth a copy.
const COMPRESSIBLE = /\.(css|html|js|json|svg|wasm|webmanifest)$/;
const WORTH_IT = 0.9;
// The best brotli takes seconds for the WebAssembly: right for a release, too slow for a test.
const BROTLI_QUALITY = profile === "release" ? constants.BROTLI_MAX_QUALITY : 4;

const packed = await Promise.all((await filesIn(source)).map(pack));
const table = `&[\n${packed.map(entry).join("")}]\n`;
const tablePath = join(target, "table.rs");
if ((await readFile(tablePath, "utf8").catch(() => "")) !== table) {
  await rm(target, { recursive: true, force: true });
  for (const file of packed) {
    for (const [name, body] of Object.entries(file.bodies)) {
      await mkdir(join(target, name, ".."), { recursive: true });
      await writeFile(join(target, name), body);
    }
  }
  await writeFile(tablePath, table);
}

async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((found) => found.isFile())
    .map((found) => relative(folder, join(found.parentPath ?? found.path, found.name)))
    .map((name) => name.split(sep).join("/"))
    .sort();
}

async function pack(name) {
  const body = await readFile(join(source, name));
  const bodies = { [name]: body };
  const digest = createHash("sha256").update(body).digest("base64");
  // The server fills the service worker in, so a copy compressed here would be of another text.
  if (COMPRESSIBLE.test(name) && name !== "sw.js") {
    const options = { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } };
    const brotli = await promisify(brotliCompress)(body, options);
    if (brotli.length < body.length * WORTH_IT) {
      bodies[`${name}.br`] = brotli;
      bodies[`${name}.gz`] = await promisify(gzip)(body, { level: 9 });
    }
  }
  return { name, digest, bodies };
}

function entry({ name, digest, bodies }) {
  const include = (file) => `include_bytes!(${JSON.stringify(file)})`;
  const some = (file) => (file in bodies ? `Some(${include(file)})` : "None");
  return [
    "    lanyard_server::assets::File {\n",
    `        path: ${JSON.stringify(`/${name}`)},\n`,
    `        digest: ${JSON.stringify(digest)},\n`,
    `        body: ${include(name)},\n`,
    `        brotli: ${some(`${name}.br`)},\n`,
    `        gzip: ${some(`${name}.gz`)},\n`,
    "    },\n",
  ].join("");
}
