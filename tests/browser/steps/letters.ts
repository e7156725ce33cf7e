/** The mails, a person's links, and what happened to them (domain section 4). */
import { expect, type Page } from "@playwright/test";
import type { Person } from "./people.ts";

/** What is said while the public address of the practice is a loopback one (domain LINK-05). */
export const LOCAL_LINKS = "Links open only on the server’s own computer";

/** Opens *Account > Mail* by the navigation. */
export async function openMail(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: "Mail", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Mail", exact: true })).toBeVisible();
}

/** The rows of the mails to an address, the newest first. */
export function mailsTo(page: Page, address: string) {
  return page.getByRole("table", { name: "Mail" }).getByRole("row").filter({ hasText: address });
}

/** Opens the page with somebody's links by the newest mail to them. */
export async function openAccess(page: Page, who: Person): Promise<void> {
  await openMail(page);
  await page.getByRole("link", { name: `${who.first} ${who.last}` }).first().click();
  await expect(page.getByRole("heading", { name: "Links and email" })).toBeVisible();
  await expect(page.getByText(`${who.first} ${who.last}`, { exact: true })).toBeVisible();
}

/** What the page says about somebody's link. */
export function linkFacts(page: Page) {
  return page.getByRole("region", { name: /link/i }).first();
}

/** Asks for a link on the sign-in page. */
export async function forget(page: Page, who: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Forgot password?" }).click();
  await page.getByLabel("Username or email address").fill(who);
  await page.getByRole("button", { name: "Send a link" }).click();
  await expect(page.getByText("If that is right, a mail is on its way")).toBeVisible();
}

/** Asks for another address of one's own. */
export async function changeOwnEmail(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/me");
  await page.getByRole("button", { name: "Change Email" }).click();
  await page.getByLabel("New email address").fill(email);
  await page.getByLabel("Current password").fill(password);
  await page.getByRole("button", { name: "Change Email" }).click();
  await expect(page.getByRole("heading", { name: "Staff Account Information" })).toBeVisible();
}
