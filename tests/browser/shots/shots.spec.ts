/**
 * Pictures of every page: desktop and phone, light and dark, with and without the server. They are
 * for looking at; what a program can judge is judged here.
 */
import type { Page } from "@playwright/test";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../fixtures/program.ts";
import { catalogue, routes } from "../pages/catalogue.ts";
import { expect, test } from "../pages/fixtures.ts";
import { show, themes, wear } from "../pages/show.ts";
import type { State } from "../pages/state.ts";
import type { World } from "../pages/world.ts";

const folder = process.env.LANYARD_SHOTS ?? join(root, "target/shots");
const sizes = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];
type Network = "online" | "offline";
/** All of them, or those whose names fit `LANYARD_SHOTS_OF`. */
const wanted = catalogue.filter(({ name }) => new RegExp(process.env.LANYARD_SHOTS_OF ?? "").test(name));

test.describe.configure({ mode: "serial" });
test.setTimeout(900_000);

test("every route has a picture", () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pictured = new Set(catalogue.map((state) => state.route));
  expect([...pictured].toSorted()).toEqual(routes().toSorted());
});

test("every page with the server", async ({ world }) => {
  await takeAll(world, "online", wanted);
});

test("every page without the server", async ({ world }) => {
  for (const { watch } of Object.values(world.viewers)) watch.serverAway();
  for (const server of world.servers) await server.kill();
  await takeAll(world, "offline", wanted.filter((state) => state.offline !== false));
});

test("the index shows them all", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".png"));
  const page = index(files);
  for (const file of files) expect(page).toContain(`src="${file}"`);
  writeFileSync(join(folder, "index.html"), page);
});

async function takeAll(world: World, network: Network, states: State[]): Promise<void> {
  for (const state of states) {
    await test.step(state.name, async () => {
      for (const size of sizes) {
        const what = `${state.name} at ${size.width} px, ${network}`;
        const { page, watch } = world.viewers[state.viewer];
        await page.setViewportSize(size);
        const shown = show(world, state, network);
        const trouble = await shown.then(() => undefined, (error: Error) => error.message);
        expect.soft(trouble, what).toBeUndefined();
        const hidden = await scrolledAway(page);
        expect.soft(hidden.sideways, `${what}: pixels to scroll sideways`).toBe(0);
        // The page scrolls inside its frame: a higher window shows all of it.
        await page.setViewportSize({ ...size, height: size.height + hidden.below });
        await take(page, state, network, size.width);
        expect.soft(watch.faults(), what).toEqual([]);
      }
    });
  }
}

async function take(page: Page, state: State, network: Network, width: number): Promise<void> {
  for (const colorScheme of themes) {
    await wear(page, colorScheme);
    const path = join(folder, `${state.name}-${width}-${colorScheme}-${network}.png`);
    await page.screenshot({ path, animations: "disabled", caret: "hide" });
  }
  await page.emulateMedia({ colorScheme: null });
}

/** How many pixels the page, or a part of it that scrolls, hides sideways and below. */
function scrolledAway(page: Page): Promise<{ sideways: number; below: number }> {
  return page.evaluate(() => {
    const scrolls = (element: Element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      return /auto|scroll/.test(overflowX + overflowY);
    };
    const parts = [...document.querySelectorAll("*")].filter(scrolls);
    if (document.scrollingElement) parts.push(document.scrollingElement);
    return {
      sideways: Math.max(...parts.map((part) => part.scrollWidth - part.clientWidth)),
      below: Math.max(...parts.map((part) => part.scrollHeight - part.clientHeight)),
    };
  });
}

/** A page with all pictures, state by state. */
function index(files: string[]): string {
  const rows = catalogue.map(({ name }) => {
    const own = files.filter((file) => file.replace(/-\d+-(light|dark)-(online|offline)\.png$/, "") === name);
    const pictures = own.map((file) => `<figure><img src="${file}" alt="${file}"><figcaption>${file}</figcaption></figure>`);
    return `<h2>${name}</h2><div>${pictures.join("")}</div>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>Pages</title>
<style>
  body { font: 14px system-ui; margin: 2rem; background: #888; }
  div { display: flex; gap: 1rem; overflow-x: auto; align-items: start; }
  figure { margin: 0 } img { height: 32rem; object-fit: contain; object-position: top left; }
</style>
${rows.join("\n")}`;
}
