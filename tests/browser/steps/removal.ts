/** Removing somebody for good, and undoing that (domain EDIT-04). */
import { expect, type Locator, type Page } from "@playwright/test";
import { storedRecords } from "../fixtures/stored.ts";
import { RETURN } from "./offline.ts";
import type { Person } from "./people.ts";
import { rowOf } from "./staff.ts";

/** Shows those who have left, too. */
export async function showInactive(page: Page): Promise<void> {
  await page.getByLabel("Show inactive").check({ force: true });
}

/** Deactivates somebody, whose row is shown afterwards among the inactive ones. */
export async function deactivate(page: Page, who: Person): Promise<void> {
  await rowOf(page, who).getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate", exact: true }).click();
  await showInactive(page);
  await expect(removeButton(rowOf(page, who))).toBeVisible(RETURN);
}

/** The button in a row that asks whether to remove somebody. */
export function removeButton(row: Locator): Locator {
  return row.getByRole("button", { name: "Remove for good…" });
}

/** Answers the question with yes. */
export async function confirmRemoval(page: Page): Promise<void> {
  const question = page.getByRole("dialog");
  await question.getByRole("button", { name: "Remove for good", exact: true }).click();
  await expect(question).toBeHidden();
}

/** The question about the first person of the list who can be removed. */
export async function askToRemove(page: Page): Promise<void> {
  await showInactive(page);
  await removeButton(page.getByRole("table", { name: "Staff" })).first().click();
}

/** Removes the first person of the list who can be; gives the address of their page. */
export async function removeSomebody(page: Page): Promise<string> {
  await askToRemove(page);
  await confirmRemoval(page);
  await expect(page.getByRole("button", { name: "Undo removal" }).first()).toBeVisible(RETURN);
  const id = await page.evaluate((stored) => {
    const removed = (thing: unknown): string | undefined => {
      if (typeof thing === "string" && thing.startsWith("{")) return removed(JSON.parse(thing));
      if (typeof thing !== "object" || thing === null) return undefined;
      const { id, erase_at } = thing as { id?: string; erase_at?: number };
      return erase_at ? id : Object.values(thing).map(removed).find(Boolean);
    };
    return stored.map(({ record }) => removed(record)).find(Boolean);
  }, await storedRecords(page));
  return `/account/staff/${id}/edit`;
}
