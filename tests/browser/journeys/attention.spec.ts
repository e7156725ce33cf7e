/** Two people change the same practice, one of them offline: nothing is lost, and each decides. */
import { expect, test } from "../fixtures.ts";
import { linkIn } from "../fixtures/mailbox.ts";
import {
  connect,
  disconnect,
  editStaff,
  itemOf,
  NOTHING_WAITS,
  openAttention,
  openEdit,
  saveButton,
  secondManager,
} from "../steps/attention.ts";
import { RETURN } from "../steps/offline.ts";
import { ana, ben, cleo } from "../steps/people.ts";
import { addStaff, NEEDS_ATTENTION, ON_THIS_DEVICE, openStaff, PENDING, rowOf } from "../steps/staff.ts";

const ofPhone = "Edit of Ana Lindqvist: Cell phone";

test("the same field changed twice: mine, then theirs", async ({ stage, desk }) => {
  test.setTimeout(240_000);
  const { admin } = desk;
  const other = await secondManager(stage, desk);
  await addStaff(admin.page, ana);
  await expect(rowOf(other.page, ana)).toBeVisible();
  const clash = async (mine: string, theirs: string) => {
    await disconnect(admin);
    await editStaff(admin.page, ana, { "Cell phone": mine });
    await expect(rowOf(admin.page, ana)).toContainText(ON_THIS_DEVICE);
    await editStaff(other.page, ana, { "Cell phone": theirs });
    await expect(rowOf(other.page, ana)).not.toContainText(/on this device|sent/i);
    await connect(admin);
    await expect(rowOf(admin.page, ana)).toContainText(NEEDS_ATTENTION, RETURN);
  };
  await test.step("The item shows what was, mine, theirs, who and when", async () => {
    await clash("2125550111", "2125550122");
    await expect(admin.page.getByRole("banner").getByRole("link", { name: "Needs attention: 1" })).toBeVisible();
    await rowOf(admin.page, ana).getByRole("link", { name: "Needs attention" }).click();
    await expect(itemOf(admin.page, ofPhone)).toBeFocused();
    const row = itemOf(admin.page, ofPhone).getByRole("row", { name: /Cell phone/ });
    const cells = ["Cell phone", "(212) 555-0199", "(212) 555-0111", "(212) 555-0122"];
    for (const [place, words] of cells.entries()) await expect(row.getByRole("cell").nth(place)).toHaveText(words);
    await expect(row.getByRole("cell").nth(4)).toHaveText(/^Erin Novak\d+:\d\d [AP]M$/);
  });
  await test.step("Use mine: it is sent upon theirs and wins", async () => {
    await itemOf(admin.page, ofPhone).getByRole("button", { name: "Use mine" }).click();
    await expect(admin.page.getByText(NOTHING_WAITS)).toBeVisible();
    await expect(rowOf(other.page, ana)).toContainText("212-555-0111", RETURN);
    await openStaff(admin.page);
    await expect(rowOf(admin.page, ana)).toContainText("212-555-0111");
    await expect(rowOf(admin.page, ana)).not.toContainText(/on this device|sent|needs attention/i);
  });
  await test.step("Use theirs: it is dropped, as the words beside it say", async () => {
    await clash("2125550133", "2125550144");
    await openAttention(admin.page);
    const item = itemOf(admin.page, ofPhone);
    await expect(item).toContainText("Use theirs drops your change of Cell phone.");
    await item.getByRole("button", { name: "Use theirs" }).click();
    await expect(admin.page.getByText(NOTHING_WAITS)).toBeVisible();
    await expect(admin.page.getByRole("heading", { level: 1 })).toBeFocused();
    await openStaff(admin.page);
    await expect(rowOf(admin.page, ana)).toContainText("212-555-0144");
    await expect(rowOf(admin.page, ana)).not.toContainText(NEEDS_ATTENTION);
  });
  await test.step("Different fields merge, and nobody is asked", async () => {
    await disconnect(admin);
    await editStaff(admin.page, ana, { "Home phone": "2125550155" });
    await editStaff(other.page, ana, { "Last name": "Lindqvist-Moss" });
    await connect(admin);
    for (const { page } of [admin, other]) {
      await expect(rowOf(page, ana)).toContainText("212-555-0155", RETURN);
      await expect(rowOf(page, ana)).toContainText("Lindqvist-Moss");
      await expect(rowOf(page, ana)).not.toContainText(NEEDS_ATTENTION);
    }
  });
});

// covers: EDIT-01
test("a change while the form is open is told, and what is typed stays", async ({ stage, desk }) => {
  const { admin } = desk;
  const other = await secondManager(stage, desk);
  await addStaff(admin.page, ana);
  await expect(rowOf(other.page, ana)).toBeVisible();
  await openEdit(admin.page, ana);
  await test.step("Nothing to save is told", async () => {
    await saveButton(admin.page).click();
    await expect(admin.page.getByRole("alert")).toContainText("there is nothing to save");
  });
  await admin.page.getByLabel("First name").fill("Anna");
  await editStaff(other.page, ana, { "Cell phone": "2125550166" });
  await expect(admin.page.getByText("Changed by somebody else while this form was open: Cell phone")).toBeVisible();
  await expect(admin.page.getByLabel("First name")).toHaveValue("Anna");
  await expect(admin.page.getByLabel("Cell phone")).toHaveValue("(212) 555-0199");
  await saveButton(admin.page).click();
  await expect(rowOf(other.page, ana)).toContainText("Anna Lindqvist", RETURN);
  await expect(rowOf(admin.page, ana)).toContainText("212-555-0166");
});

test("a username that was taken meanwhile is mended at its field", async ({ stage, desk }) => {
  const { admin } = desk;
  const other = await secondManager(stage, desk);
  await addStaff(admin.page, ana);
  await expect(rowOf(other.page, ana)).toBeVisible();
  await disconnect(admin);
  await editStaff(admin.page, ana, { Username: "wanted.twice", "Home phone": "2125550177" });
  await addStaff(other.page, { ...ben, username: "Wanted.Twice" });
  await expect(rowOf(other.page, ben)).toContainText(PENDING);
  await connect(admin);
  await expect(rowOf(admin.page, ana)).toContainText(NEEDS_ATTENTION, RETURN);
  await openAttention(admin.page);
  const item = itemOf(admin.page, "Edit of Ana Lindqvist: Home phone, Username");
  await expect(item).toContainText("Username: This username is taken. Choose another one.");
  await item.getByRole("button", { name: "Edit and resend" }).click();
  const username = admin.page.getByLabel("Username");
  await expect(username).toHaveValue("wanted.twice");
  await expect(username).toHaveAccessibleDescription("This username is taken. Choose another one.");
  await expect(username).toBeFocused();
  await expect(admin.page.getByLabel("Home phone")).toHaveValue("(212) 555-0177");
  await username.fill("ana.again");
  await admin.page.getByRole("button", { name: "Send again" }).click();
  await expect(rowOf(other.page, ana)).toContainText("ana.again", RETURN);
  await expect(rowOf(other.page, ana)).toContainText("212-555-0177");
  await expect(rowOf(admin.page, ana)).not.toContainText(NEEDS_ATTENTION);
});

// covers: EDIT-03, RIGHT-07
test("deactivating wins over an edit, and an edit of somebody deactivated waits", async ({ stage, desk }) => {
  test.setTimeout(180_000);
  const { admin } = desk;
  const other = await secondManager(stage, desk);
  for (const who of [ana, ben]) await addStaff(admin.page, who);
  await expect(rowOf(other.page, ben)).toBeVisible();
  await test.step("Offline it is said to be not in force until sent", async () => {
    await disconnect(admin);
    await expect(admin.page.getByRole("main").getByText(/^Offline since/)).toBeVisible(RETURN);
    await rowOf(admin.page, ana).getByRole("button", { name: "Delete" }).click();
    const dialog = admin.page.getByRole("dialog", { name: "Deactivate Ana Lindqvist?" });
    await expect(dialog).toContainText("not in force until sent");
    await admin.page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await rowOf(admin.page, ana).getByRole("button", { name: "Delete" }).click();
    await dialog.getByRole("button", { name: "Deactivate" }).click();
    await expect(rowOf(admin.page, ana)).toContainText("Not in force until sent");
  });
  await editStaff(other.page, ana, { "Cell phone": "2125550188" });
  await test.step("It is in force: the row goes, and Reactivate brings it back", async () => {
    await connect(admin);
    await expect(rowOf(admin.page, ana)).toBeHidden(RETURN);
    await expect(rowOf(other.page, ana)).toBeHidden(RETURN);
    await admin.page.getByLabel("Show inactive").check({ force: true });
    await expect(rowOf(admin.page, ana)).toContainText("Deactivated");
    await expect(rowOf(admin.page, ana)).toContainText("212-555-0188");
  });
  await test.step("An edit of somebody who was deactivated meanwhile waits", async () => {
    await disconnect(admin);
    await editStaff(admin.page, ben, { "Cell phone": "2125550199", "Last name": "Achebe-Roth" });
    await rowOf(other.page, ben).getByRole("button", { name: "Delete" }).click();
    await other.page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
    await expect(rowOf(other.page, ben)).toBeHidden(RETURN);
    await connect(admin);
    await openAttention(admin.page);
    const item = itemOf(admin.page, "Edit of Ben Achebe: Last name");
    await expect(item.getByRole("row", { name: /State/ })).toContainText("Deactivated");
    await expect(item).toContainText("Achebe-Roth");
    await item.getByRole("button", { name: "Use theirs" }).click();
    await expect(admin.page.getByText(NOTHING_WAITS)).toBeVisible();
  });
  await test.step("Reactivate", async () => {
    await openStaff(admin.page);
    await admin.page.getByLabel("Show inactive").check({ force: true });
    await rowOf(admin.page, ana).getByRole("button", { name: "Reactivate" }).click();
    const question = admin.page.getByRole("dialog", { name: "Reactivate Ana Lindqvist?" });
    await expect(question.getByLabel("New email address")).toBeFocused();
    await question.getByRole("button", { name: "Reactivate" }).click();
    await expect(rowOf(other.page, ana)).toContainText(PENDING, RETURN);
  });
  await test.step("With another address the account waits for its activation, which goes there", async () => {
    await disconnect(admin);
    await rowOf(admin.page, ben).getByRole("button", { name: "Reactivate" }).click();
    const question = admin.page.getByRole("dialog", { name: "Reactivate Ben Achebe?" });
    await question.getByLabel("New email address").fill(ana.email);
    await question.getByRole("button", { name: "Reactivate" }).click();
    await expect(question.getByLabel("New email address")).toHaveAttribute("aria-invalid", "true");
    const moved = { ...ben, email: "ben@elsewhere.example" };
    await question.getByLabel("New email address").fill(moved.email);
    await question.getByRole("button", { name: "Reactivate" }).click();
    await expect(rowOf(admin.page, moved)).toContainText(ON_THIS_DEVICE);
    await connect(admin);
    await expect(rowOf(other.page, moved)).toContainText(PENDING, RETURN);
    const mail = await desk.mailbox.mailTo(moved.email);
    const member = await stage.device({ baseURL: desk.server.url });
    await member.page.goto(linkIn(mail.text));
    await expect(member.page.getByLabel("New password", { exact: true })).toBeVisible();
  });
});

test("what builds on a refused account is mended with it, as one", async ({ stage, desk }) => {
  const { admin } = desk;
  const other = await secondManager(stage, desk);
  await disconnect(admin);
  const wanted = { ...ben, username: "first.come" };
  await addStaff(admin.page, wanted);
  await editStaff(admin.page, wanted, { "Cell phone": "2125550123" });
  await expect(rowOf(admin.page, wanted)).toContainText("212-555-0123");
  await addStaff(other.page, { ...cleo, username: "first.come" });
  await expect(rowOf(other.page, cleo)).toContainText(PENDING);
  await connect(admin);
  await expect(rowOf(admin.page, wanted)).toContainText(NEEDS_ATTENTION, RETURN);
  await openAttention(admin.page);
  const item = itemOf(admin.page, "New staff account: Ben Achebe");
  await expect(item).toContainText("one later edit goes with it");
  await expect(admin.page.getByRole("article")).toHaveCount(1);
  await item.getByRole("button", { name: "Edit and resend" }).click();
  await expect(admin.page.getByLabel("Cell phone")).toHaveValue("(212) 555-0123");
  await admin.page.getByLabel("Username").fill("second.served");
  await admin.page.getByRole("button", { name: "Send again" }).click();
  await expect(rowOf(other.page, ben)).toContainText("second.served", RETURN);
  await expect(rowOf(other.page, ben)).toContainText("212-555-0123");
  await expect(rowOf(admin.page, ben)).toContainText(PENDING);
});
