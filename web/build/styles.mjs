// Bundles web/styles/app.css with the PatternFly parts it imports into target/styles/.
import { readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

// Each font file is kept on every device; italics and the monospaced face are left to the browser.
const UNUSED_FACES = /@font-face\s*\{[^}]*(?:font-style:\s*italic|"Red Hat Mono")[^}]*\}/g;

const usedFontsOnly = {
  name: "used-fonts-only",
  setup(bundler) {
    bundler.onLoad({ filter: /patternfly-base\.css$/ }, async (args) => {
      const text = await readFile(args.path, "utf8");
      return { contents: text.replace(UNUSED_FACES, ""), loader: "css" };
    });
  },
};

await rm(path("target/styles"), { recursive: true, force: true });
await build({
  entryPoints: [path("web/styles/app.css")],
  outdir: path("target/styles"),
  bundle: true,
  minify: true,
  target: ["chrome111", "edge111", "firefox114", "safari16.4"],
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]-[hash]",
  plugins: [usedFontsOnly],
  logLevel: "warning",
});
