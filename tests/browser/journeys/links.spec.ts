/** Links that cannot be used: each says why and what to do, and changes nothing. */
import { expect, test } from "../fixtures.ts";
import { linkIn } from "../fixtures/mailbox.ts";
import { lanyard, meddle } from "../fixtures/program.ts";
import type { Server } from "../fixtures/server.ts";
import { activate, activateButton, expectDeadLink, openActivation } from "../steps/links.ts";
import { readyForOffline } from "../steps/offline.ts";
import { ana, marta, ownPassword } from "../steps/people.ts";
import { setUp } from "../steps/set-up.ts";
import { chooseOwnPassword, signIn, tryToSignIn } from "../steps/sign-in.ts";
import { addStaff, PENDING, rowOf } from "../steps/staff.ts";

const MANGLED = "This link is not complete.";
const EXPIRED = "This link has expired.";
const USED = "This link has been used already.";
const SUPERSEDED = "A newer link has been sent.";

/** Stops the server, changes its database, and starts it again. */
async function whileStopped(server: Server, ...order: string[]): Promise<void> {
  await server.stop();
  await meddle(server.data, ...order);
  await server.start();
}

/** A reset link from the server's console (domain LINK-10). */
async function resetLink(server: Server, username: string): Promise<string> {
  return linkIn(await lanyard("admin", "link", username, "--data", server.data));
}

test("a mangled activation link says so and changes nothing", async ({ stage, desk }) => {
  const { server, mailbox, admin } = desk;
  await addStaff(admin.page, ana);
  const link = linkIn((await mailbox.mailTo(ana.email)).text);
  const member = await stage.device({ baseURL: server.url });
  member.watch.allow(/status of 4\d\d .*\/api\/links\/look/);
  const token = link.slice(link.indexOf("#") + 1);
  const broken = ["", "nonsense", token.slice(0, -4), `${token}AAAA`, flipped(token), `${token}%20`];
  for (const mangled of broken) {
    await test.step(`#${mangled}`, async () => {
      // The words of the page before must not count for this one.
      await member.page.goto("about:blank");
      await member.page.goto(`/activate#${mangled}`);
      await expectDeadLink(member.page, MANGLED);
    });
  }
  await test.step("A link of another purpose", async () => {
    await member.page.goto(`/reset#${token}`);
    await expectDeadLink(member.page, MANGLED);
    await expect(member.page.getByLabel("New password")).toBeHidden();
  });
  await expect(rowOf(admin.page, ana)).toContainText(PENDING);
  await openActivation(member.page, link, ana);
});

/** The token with one letter in its middle changed. */
function flipped(token: string): string {
  const middle = Math.floor(token.length / 2);
  const other = token[middle] === "A" ? "B" : "A";
  return token.slice(0, middle) + other + token.slice(middle + 1);
}

// covers: LINK-01, LINK-03
test("an expired activation link is renewed, and the old one is superseded", async ({ stage, desk }) => {
  const { server, mailbox, admin } = desk;
  await addStaff(admin.page, ana);
  const old = linkIn((await mailbox.mailTo(ana.email)).text);
  admin.watch.serverAway();
  await whileStopped(server, "age-links");
  const member = await stage.device({ baseURL: server.url });
  // covers: CRED-02
  await test.step("It has expired, and activates nothing", async () => {
    await member.page.goto(old);
    await expectDeadLink(member.page, EXPIRED);
    member.watch.allow(/status of 403/);
    await tryToSignIn(member.page, ana.username, ana.password);
    await expect(member.page.getByText("its activation link has expired")).toBeVisible();
    await expect(member.page.getByRole("button", { name: "Forgot password?" })).toBeVisible();
  });
  const renewed = await test.step("A new one is asked for", async () => {
    await member.page.goto(old);
    await member.page.getByRole("button", { name: "Send a new link" }).click();
    await expect(member.page.getByText("A new link is on its way")).toBeVisible();
    return linkIn((await mailbox.mailTo(ana.email, 2)).text);
  });
  expect(renewed).not.toBe(old);
  await test.step("The old one is superseded, the new one works", async () => {
    await member.page.reload();
    await expectDeadLink(member.page, SUPERSEDED);
    await openActivation(member.page, renewed, ana);
    await activate(member.page);
    await signIn(member.page, ana);
    await chooseOwnPassword(member.page, ana);
    expect(mailbox.to(ana.email)).toHaveLength(2);
  });
});

// covers: LINK-01, LINK-03
test("a used activation link leads to the sign-in page", async ({ stage, desk }) => {
  const { server, mailbox, admin } = desk;
  await addStaff(admin.page, ana);
  const link = linkIn((await mailbox.mailTo(ana.email)).text);
  const [member, late] = [await stage.device({ baseURL: server.url }), await stage.device({ baseURL: server.url })];
  await openActivation(late.page, link, ana);
  await openActivation(member.page, link, ana);
  await activate(member.page);
  await test.step("On a page that was opened before", async () => {
    late.watch.allow(/status of 4\d\d .*\/api\/links\/activate/);
    await activateButton(late.page).click();
    await expect(late.page.getByText(USED)).toBeVisible();
  });
  await test.step("On a page that is opened now", async () => {
    await late.page.reload();
    await expectDeadLink(late.page, USED);
    await late.page.getByRole("button", { name: "Forgot password?" }).click();
    await expect(late.page.getByLabel("Username or email address")).toHaveValue(ana.username);
    await late.page.goBack();
    await late.page.getByRole("button", { name: "Go to the sign-in page" }).click();
    await expect(late.page.getByLabel("Username")).toHaveValue(ana.username);
  });
});

test("a link of a deactivated account says whom to ask", async ({ stage, desk }) => {
  const { server, mailbox, admin } = desk;
  await addStaff(admin.page, ana);
  const link = linkIn((await mailbox.mailTo(ana.email)).text);
  admin.watch.serverAway();
  const member = await stage.device({ baseURL: server.url });
  member.watch.serverAway();
  await openActivation(member.page, link, ana);
  await readyForOffline(member.page);
  await whileStopped(server, "deactivate", ana.username);
  await test.step("On a page that was opened before", async () => {
    member.watch.allow(/status of 4\d\d .*\/api\/(links\/activate|session)/);
    await activateButton(member.page).click();
    await expect(member.page.getByText("no longer active")).toBeVisible();
  });
  await test.step("On a page that is opened now", async () => {
    await member.page.reload();
    await expectDeadLink(member.page, "no longer active");
  });
  // covers: CRED-02
  await test.step("Signing in is refused, saying why", async () => {
    await tryToSignIn(member.page, ana.username, ana.password);
    await expect(member.page.getByText("Your account has been deactivated.")).toBeVisible();
  });
});

// covers: D-09
test("a set-up link works once, and not for ever", async ({ stage }) => {
  const server = await stage.server();
  const device = await stage.device({ baseURL: server.url });
  const first = server.setUpLink;
  await test.step("Expired", async () => {
    await whileStopped(server, "age-links");
    await device.page.goto(first);
    await expect(device.page.getByText(/link has expired|newer link has been sent/)).toBeVisible();
    await expect(device.page.getByText("lanyard setup-link")).toBeVisible();
    await expect(device.page.getByLabel("Practice name")).toBeHidden();
  });
  const second = await test.step("A new one from the console", async () =>
    linkIn(await lanyard("setup-link", "--data", server.data, "--public-url", server.url)));
  await test.step("Mangled", async () => {
    device.watch.allow(/status of 4\d\d .*\/api\/setup\/look/);
    await device.page.goto(second.slice(0, -3));
    await expect(device.page.getByText(MANGLED)).toBeVisible();
  });
  await test.step("Used", async () => {
    await setUp(device.page, second);
    await device.page.goto(second);
    await expect(device.page.getByText("This practice has been set up already.")).toBeVisible();
    await expect(device.page.getByLabel("Practice name")).toBeHidden();
  });
});

// covers: LINK-01, LINK-10
test("a reset link from the console sets a new password once", async ({ stage }) => {
  const server = await stage.server();
  const device = await stage.device({ baseURL: server.url });
  await setUp(device.page, server.setUpLink);
  const newPassword = device.page.getByLabel("New password", { exact: true });
  const open = async (link: string) => {
    await device.page.goto("about:blank");
    await device.page.goto(link);
  };
  await test.step("A newer one kills the older", async () => {
    const older = await resetLink(server, marta.username);
    await resetLink(server, marta.username);
    await open(older);
    await expect(device.page.getByText(SUPERSEDED)).toBeVisible();
    await expect(newPassword).toBeHidden();
  });
  const link = await resetLink(server, marta.username);
  // covers: LINK-08, CRED-01
  await test.step("A weak password is refused at its field", async () => {
    await open(link);
    await newPassword.fill("short");
    await device.page.getByLabel("Confirm new password").fill("other");
    await device.page.getByRole("button", { name: "Set new password" }).click();
    await expect(newPassword).toHaveAccessibleDescription(/at least 12 characters/);
    await expect(device.page.getByLabel("Confirm new password")).toHaveAccessibleDescription(/differ/);
  });
  await test.step("A good one counts", async () => {
    await newPassword.fill(ownPassword);
    await device.page.getByLabel("Confirm new password").fill(ownPassword);
    await device.page.getByRole("button", { name: "Set new password" }).click();
    await expect(device.page.getByText("Your password is changed")).toBeVisible();
    await signIn(device.page, { ...marta, password: ownPassword });
  });
  await test.step("Used", async () => {
    await open(link);
    await expect(device.page.getByText(USED)).toBeVisible();
    await expect(newPassword).toBeHidden();
  });
  await test.step("Expired", async () => {
    const late = await resetLink(server, marta.username);
    await whileStopped(server, "age-links");
    await open(late);
    await expect(device.page.getByText(EXPIRED)).toBeVisible();
    await expect(newPassword).toBeHidden();
  });
});
