/** Signing in, and the first password of one's own (domain CRED-02, LINK-06). */
import { expect, type Locator, type Page } from "@playwright/test";
import { ownPassword, type Person } from "./people.ts";

/** Signs in with the first password. */
export async function signIn(page: Page, who: Person): Promise<void> {
  await tryToSignIn(page, who.username, who.password);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeHidden();
}

/** Fills the sign-in page in and sends it, whatever comes of it. */
export async function tryToSignIn(page: Page, username: string, password: string): Promise<void> {
  if (!page.url().endsWith("/sign-in")) await page.goto("/sign-in");
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs in where a wrong password came before: a browser that the account does not know waits a moment (CRED-03). */
export async function signInAfterPause(page: Page, who: Person): Promise<void> {
  await expect(async () => {
    const [answer] = await Promise.all([
      page.waitForResponse((it) => it.url().endsWith("/api/session") && it.request().method() === "POST"),
      tryToSignIn(page, who.username, who.password),
    ]);
    expect(answer.ok()).toBe(true);
  }).toPass({ timeout: 30_000 });
}

/** The page of a password of one's own. */
export function ownPasswordPage(page: Page): Locator {
  return page.getByRole("heading", { name: "Choose a password of your own" });
}

/** Chooses an own password, as the page after the first sign-in demands, and is led to where the work begins. */
export async function chooseOwnPassword(page: Page, who: Person, chosen = ownPassword): Promise<void> {
  await expect(ownPasswordPage(page)).toBeVisible();
  await page.getByLabel("Current password").fill(who.password);
  await page.getByLabel("New password", { exact: true }).fill(chosen);
  await page.getByLabel("Confirm new password").fill(chosen);
  await page.getByRole("button", { name: "Set new password" }).click();
  await expect(ownPasswordPage(page)).toBeHidden();
}

/** Signs out by the account menu. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Account menu:" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
}
