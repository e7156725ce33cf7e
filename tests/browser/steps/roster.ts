/** The list of staff as a CSV file, going out and coming in (domain STAFF-06, NEW-19). */
import { expect, type Locator, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import type { Person } from "./people.ts";
import { openStaff } from "./staff.ts";

/** A line of a file by the labels of its columns. */
export type Line = Record<"First name" | "Last name" | "Username" | "Email address" | "Role" | "Primary Provider" | "Groups", string>;

/** The line of somebody. */
export function lineOf(who: Person, provider: string, more: Partial<Line> = {}): Line {
  return {
    "First name": who.first,
    "Last name": who.last,
    Username: who.username,
    "Email address": who.email,
    Role: "Nurse",
    "Primary Provider": provider,
    Groups: "",
    ...more,
  };
}

/** A file as a spreadsheet saves it where people write the decimal comma. */
export function sheet(...lines: Line[]): string {
  const header = Object.keys(lines[0] ?? {});
  return [header, ...lines.map((line) => Object.values(line))].map((cells) => `${cells.join(";")}\r\n`).join("");
}

/** Opens *Import staff* from the list. */
export async function openImport(page: Page): Promise<void> {
  await openStaff(page);
  await page.getByRole("button", { name: "Import staff" }).click();
  await expect(page.getByRole("heading", { name: "Import staff" })).toBeVisible();
}

/** Chooses a file with this in it. */
export async function choose(page: Page, name: string, text: string): Promise<void> {
  await page.getByLabel("CSV file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
}

/** What would become of a line, by its number in the file. */
export function verdictOf(page: Page, line: number): Locator {
  const rows = page.getByRole("table", { name: "What would become of each line" }).getByRole("row");
  return rows.filter({ has: page.getByRole("cell", { name: `${line}`, exact: true }) });
}

/** Saves a file by a button; gives its name and its lines. */
export async function save(page: Page, button: string): Promise<{ name: string; lines: string[] }> {
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  const download = await saving;
  const text = await readFile(await download.path(), "utf8");
  return { name: download.suggestedFilename(), lines: text.trimEnd().split("\r\n") };
}
