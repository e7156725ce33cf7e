/** Signing in with what is not right (domain CRED-02, CRED-03). */
import { expect, test } from "../fixtures.ts";
import { marta } from "../steps/people.ts";
import { signIn, signInAfterPause, tryToSignIn } from "../steps/sign-in.ts";

const WRONG = "Username or password is not right.";
const TOO_MANY = "Too many tries. Wait a moment and try again.";

// covers: CRED-02
test("a wrong password and an unknown username are answered alike", async ({ stage, desk }) => {
  const { server } = desk;
  const stranger = await stage.device({ baseURL: server.url });
  const { page, watch } = stranger;
  watch.allow(/status of (401|429)/);
  await test.step("Empty fields are told at the fields", async () => {
    await tryToSignIn(page, "", "");
    await expect(page.getByLabel("Username")).toHaveAccessibleDescription(/Fill in/);
    await expect(page.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/Fill in/);
  });
  await test.step("Unknown", async () => {
    await tryToSignIn(page, "nobody.here", marta.password);
    await expect(page.getByText(WRONG)).toBeVisible();
  });
  await test.step("Wrong; what was typed is gone, the name stays", async () => {
    await tryToSignIn(page, marta.username, "Wrong-Lantern-Willow-52");
    await expect(page.getByText(WRONG)).toBeVisible();
    await expect(page.getByLabel("Username")).toHaveValue(marta.username);
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  });
  // covers: CRED-03
  await test.step("Again and again: a pause is asked for", async () => {
    await expect(async () => {
      await tryToSignIn(page, marta.username, "Wrong-Lantern-Willow-52");
      await expect(page.getByText(TOO_MANY)).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
  });
  await test.step("After the pause the right password works", async () => {
    await signInAfterPause(page, marta);
    await expect(page.getByRole("heading", { name: "Staff", exact: true })).toBeVisible();
  });
});

test("a page asks for the session first, and leads on to where one wanted to go", async ({ stage, desk }) => {
  const { server } = desk;
  const device = await stage.device({ baseURL: server.url });
  await device.page.goto("/account/staff/providers");
  await expect(device.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signIn(device.page, marta);
  await expect(device.page.getByRole("heading", { name: "Providers", exact: true })).toBeVisible();
});
