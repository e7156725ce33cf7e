/** Links and mails in people's hands: an administrator's, and those of who forgot or who moves. */
import { expect, test } from "../fixtures.ts";
import { linkIn } from "../fixtures/mailbox.ts";
import { connect, disconnect, openEdit } from "../steps/attention.ts";
import {
  changeOwnEmail,
  forget,
  LOCAL_LINKS,
  linkFacts,
  mailsTo,
  openAccess,
  openMail,
} from "../steps/letters.ts";
import { activate, activateButton, openActivation } from "../steps/links.ts";
import { RETURN } from "../steps/offline.ts";
import { ana, ownPassword, practice } from "../steps/people.ts";
import { chooseOwnPassword, signIn, tryToSignIn } from "../steps/sign-in.ts";
import { addStaff, ON_THIS_DEVICE, openStaff, rowOf } from "../steps/staff.ts";

// covers: LINK-02, LINK-04, LINK-05, RIGHT-08
test("an administrator follows a link from its mail to its use", async ({ stage, desk }) => {
  const { server, mailbox, admin } = desk;
  mailbox.answer(550);
  await addStaff(admin.page, ana);
  await test.step("Nobody has the address, and the page says so", async () => {
    await expect.poll(() => mailbox.refused).toBeGreaterThan(0);
    await openMail(admin.page);
    // The practice's public address is one of this computer.
    await expect(admin.page.getByText(LOCAL_LINKS)).toBeVisible();
    const row = mailsTo(admin.page, ana.email);
    await expect(row).toContainText("Bounced");
    await expect(row).toContainText("Nobody has this address.");
    await openAccess(admin.page, ana);
    await expect(linkFacts(admin.page)).toContainText("Mail bounced");
    await openMail(admin.page);
  });
  const link = await test.step("Sent again, it arrives with a new link", async () => {
    mailbox.answer("takes");
    await mailsTo(admin.page, ana.email).getByRole("button", { name: "Resend" }).click();
    await expect(admin.page.getByText("The mail is on its way again.")).toBeVisible();
    await expect(mailsTo(admin.page, ana.email)).toHaveCount(2);
    const mail = await mailbox.mailTo(ana.email);
    expect(mail.html).toContain(practice.name);
    expect(mail.html).not.toContain("<img");
    return linkIn(mail.text);
  });
  const member = await stage.device({ baseURL: server.url });
  await test.step("The page of the person tells when the link was opened", async () => {
    await openAccess(admin.page, ana);
    await expect(linkFacts(admin.page)).toContainText("Sent");
    await openActivation(member.page, link, ana);
    await admin.page.reload();
    await expect(linkFacts(admin.page)).toContainText("Opened");
    await expect(linkFacts(admin.page)).toContainText("left");
  });
  await test.step("The copied link is the one that was mailed, on a card with a code", async () => {
    await admin.page.getByRole("button", { name: "Copy link" }).click();
    await expect(admin.page.getByRole("textbox", { name: "Address of the link" })).toHaveValue(link);
    await expect(admin.page.getByRole("img", { name: "QR code" })).toBeVisible();
    await expect(linkFacts(admin.page)).toContainText("An administrator has seen this link");
    await admin.page.emulateMedia({ media: "print" });
    await expect(admin.page.getByRole("button", { name: "Print card" })).toBeHidden();
    await expect(admin.page.getByText(link, { exact: true })).toBeVisible();
    await expect(admin.page.getByRole("heading", { name: "Links and email" })).toBeHidden();
    await admin.page.emulateMedia({ media: null });
  });
  await test.step("Used, it leaves the address unconfirmed", async () => {
    await activateButton(member.page).click();
    await expect(member.page.getByText("The account is active.")).toBeVisible();
    await admin.page.reload();
    await expect(admin.page.getByText("Not confirmed yet")).toBeVisible();
    await expect(admin.page.getByRole("button", { name: "Reset Password" })).toBeVisible();
  });
  await test.step("The history tells it all", async () => {
    await admin.page.getByRole("link", { name: "History" }).click();
    const history = admin.page.getByRole("list", { name: "History" });
    for (const words of ["Account made", "Link sent", "Link copied or printed", "Account activated"]) {
      await expect(history).toContainText(words);
    }
    await expect(history).toContainText("Marta Reyes");
  });
});

// covers: LINK-07, LINK-08, EDIT-01
test("who forgot the password gets a link, and strangers learn nothing", async ({ stage, desk }) => {
  const { server, mailbox, admin } = desk;
  await addStaff(admin.page, ana);
  const member = await stage.device({ baseURL: server.url });
  await openActivation(member.page, linkIn((await mailbox.mailTo(ana.email)).text), ana);
  await activate(member.page);
  await test.step("An administrator resets the password", async () => {
    await openEdit(admin.page, ana);
    const password = admin.page.getByRole("group", { name: "Password", exact: true });
    await expect(password).toContainText("••••••••");
    await password.getByRole("button", { name: "Reset Password" }).click();
    const question = admin.page.getByRole("dialog", { name: "Reset Password" });
    await expect(question).toContainText(ana.email);
    await question.getByRole("button", { name: "Reset Password" }).click();
    await expect(question).toBeHidden();
    await openAccess(admin.page, ana);
    await expect(linkFacts(admin.page)).toContainText(/Mail waiting|Sent/);
    const mail = await mailbox.mailTo(ana.email, 2);
    expect(mail.subject).toContain("Set a new password");
    await member.page.goto(linkIn(mail.text));
    await member.page.getByLabel("New password", { exact: true }).fill(ownPassword);
    await member.page.getByLabel("Confirm new password").fill(ownPassword);
    await member.page.getByRole("button", { name: "Set new password" }).click();
    await expect(member.page.getByText("Your password is changed")).toBeVisible();
    await tryToSignIn(member.page, ana.username, ownPassword);
    await expect(member.page.getByRole("heading", { name: "Sign in" })).toBeHidden();
  });
  await test.step("Nobody is told whether there is an account", async () => {
    const stranger = await stage.device({ baseURL: server.url });
    await forget(stranger.page, "nobody.at.all");
    await forget(stranger.page, "nobody@riverside.example");
    expect(mailbox.to("nobody@riverside.example")).toHaveLength(0);
  });
});

test("without a mail server the page says whom to ask, and the mails are files", async ({ stage }) => {
  const server = await stage.server();
  const visitor = await stage.device({ baseURL: server.url });
  await visitor.page.goto("/forgot");
  await expect(visitor.page.getByText("This program sends no mail")).toBeVisible();
  await expect(visitor.page.getByText("manages staff accounts")).toBeVisible();
  await expect(visitor.page.getByLabel("Username or email address")).toBeHidden();
});

// covers: LINK-09
test("a new address is confirmed there, and the old one can be kept", async ({ stage, desk }) => {
  const { server, mailbox, admin } = desk;
  await addStaff(admin.page, ana);
  const member = await stage.device({ baseURL: server.url });
  await openActivation(member.page, linkIn((await mailbox.mailTo(ana.email)).text), ana);
  await activate(member.page);
  await signIn(member.page, ana);
  await chooseOwnPassword(member.page, ana);
  const moved = "ana@elsewhere.example";
  const present = member.page.getByText(ana.email, { exact: true });
  await test.step("It changes when the mail to it is confirmed", async () => {
    await changeOwnEmail(member.page, moved, ownPassword);
    await expect(present).toBeVisible();
    const mail = await mailbox.mailTo(moved);
    const other = await stage.device({ baseURL: server.url });
    await other.page.goto(linkIn(mail.text));
    await expect(other.page.getByText(moved)).toBeVisible();
    await other.page.getByRole("button", { name: "Confirm this address" }).click();
    await expect(other.page.getByText("The new address is in force.")).toBeVisible();
    await expect(member.page.getByText(moved, { exact: true })).toBeVisible();
  });
  await test.step("The mail to the old one puts it back and ends the session", async () => {
    const notice = await mailbox.mailTo(ana.email, 2);
    expect(notice.text).toContain(moved);
    member.watch.allow(/status of 401/);
    const owner = await stage.device({ baseURL: server.url });
    await owner.page.goto(linkIn(notice.text));
    await owner.page.getByRole("button", { name: "Keep this address" }).click();
    await expect(owner.page.getByText("Your address is in force, and all sessions have ended.")).toBeVisible();
    await expect(member.page.getByText("Your session has ended.")).toBeVisible();
    await expect(owner.page.getByText("A mail with a link to choose a new one is on its way")).toBeVisible();
    const reset = await mailbox.mailTo(ana.email, 3);
    expect(reset.subject).toContain("Set a new password");
    expect(reset.text).toContain("works no more");
    owner.watch.allow(/status of 401/);
    await tryToSignIn(owner.page, ana.username, ownPassword);
    await expect(owner.page.getByText("Username or password is not right.")).toBeVisible();
  });
  await test.step("The form of the account leads an administrator there", async () => {
    await openStaff(admin.page);
    await rowOf(admin.page, ana).getByRole("button", { name: "Edit" }).click();
    await expect(admin.page.getByRole("textbox", { name: "Email address" })).toBeHidden();
    const row = admin.page.getByRole("group", { name: "Email Address", exact: true });
    await expect(row).toContainText(ana.email);
    await row.getByRole("button", { name: "Change Email" }).click();
  });
  await test.step("An administrator corrects an address the same way", async () => {
    const question = admin.page.getByRole("dialog", { name: "Change Email" });
    await expect(question.getByLabel("New email address")).toBeFocused();
    await question.getByLabel("New email address").fill("ana@third.example");
    await question.getByRole("button", { name: "Change Email" }).click();
    await expect(question).toBeHidden();
    await expect(admin.page.getByText("ana@third.example is asked for")).toBeVisible();
    await mailbox.mailTo("ana@third.example");
  });
});

// covers: LINK-04, LINK-08, LINK-09, RIGHT-08
test("links and another address are asked for offline, and the mails leave with the first contact", async ({ stage, desk }) => {
  test.setTimeout(180_000);
  const { server, mailbox, admin } = desk;
  const { page } = admin;
  const moved = "ana@elsewhere.example";
  const question = page.getByRole("dialog", { name: "Reset Password" });
  await addStaff(page, ana);
  const first = linkIn((await mailbox.mailTo(ana.email)).text);
  await test.step("Offline the activation of somebody who has not come is asked for", async () => {
    await disconnect(admin);
    await openEdit(page, ana);
    await page.getByRole("group", { name: "Password", exact: true }).getByRole("button", { name: "Reset Password" }).click();
    await expect(question).toContainText("as soon as the server hears of it");
    await question.getByRole("button", { name: "Resend" }).click();
    await expect(question).toBeHidden();
    await page.getByRole("link", { name: "Links and email" }).click();
    await expect(page.getByText("A new link is asked for on this device and not sent yet.")).toBeVisible();
    await expect(page.getByText("How far the link has come is shown once the server can be reached.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Copy link" })).toBeDisabled();
  });
  await test.step("With contact the page tells how far it has come, and the older link works no more", async () => {
    await connect(admin);
    await expect(linkFacts(page)).toContainText("Sent", RETURN);
    await expect(page.getByText("A new link is asked for on this device")).toBeHidden();
    expect(linkIn((await mailbox.mailTo(ana.email, 2)).text)).not.toBe(first);
    await page.goto("/account/staff");
    await expect(rowOf(page, ana)).not.toContainText(ON_THIS_DEVICE, RETURN);
  });
  const there = { ...ana, email: moved };
  const member = await stage.device({ baseURL: server.url });
  await test.step("Offline another address is asked for, and what is wrong with one is told at once", async () => {
    await disconnect(admin);
    await openEdit(page, ana);
    await page.getByRole("link", { name: "Links and email" }).click();
    const address = page.getByLabel("New email address");
    await address.fill(ana.email);
    await page.getByRole("button", { name: "Change Email" }).click();
    await expect(address).toHaveAccessibleDescription(/has already/);
    await address.fill(moved);
    await page.getByRole("button", { name: "Change Email" }).click();
    await expect(page.getByText(`${moved} is asked for`)).toBeVisible();
    await connect(admin);
    await openActivation(member.page, linkIn((await mailbox.mailTo(moved)).text), ana);
    await activate(member.page);
  });
  await test.step("Offline a new password is asked for somebody who is active", async () => {
    await openStaff(page);
    await expect(rowOf(page, there)).toContainText("Active", RETURN);
    await disconnect(admin);
    await openEdit(page, there);
    await page.getByRole("group", { name: "Password", exact: true }).getByRole("button", { name: "Reset Password" }).click();
    await question.getByRole("button", { name: "Reset Password" }).click();
    await openStaff(page);
    await expect(rowOf(page, there)).toContainText(ON_THIS_DEVICE);
    await connect(admin);
    await expect(rowOf(page, there)).not.toContainText(ON_THIS_DEVICE, RETURN);
    const mail = await mailbox.mailTo(moved, 2);
    expect(mail.subject).toContain("Set a new password");
  });
  await test.step("Offline another address is asked for them, and the page says that it waits beside the present one", async () => {
    const later = "ana@later.example";
    await disconnect(admin);
    await openEdit(page, there);
    await page.getByRole("link", { name: "Links and email" }).click();
    await page.getByLabel("New email address").fill(later);
    await page.getByRole("button", { name: "Change Email" }).click();
    const waits = page.getByText(`${later} is asked for, and waits until the server hears of it.`);
    await expect(waits).toBeVisible();
    await expect(page.getByRole("main")).toContainText(moved);
    await connect(admin);
    await expect(waits).toBeHidden(RETURN);
    expect((await mailbox.mailTo(later)).text).toContain("/confirm-email");
  });
});
