/** The short way from an empty folder to a member who signs in, without a mail server. */
import { expect, test } from "../fixtures.ts";
import { linkIn } from "../fixtures/mailbox.ts";
import { activate, openActivation } from "../steps/links.ts";
import { mailFiles, mailInFile } from "../steps/mail-files.ts";
import { ana, marta } from "../steps/people.ts";
import { setUp } from "../steps/set-up.ts";
import { chooseOwnPassword, signIn } from "../steps/sign-in.ts";
import { addStaff, PENDING, rowOf } from "../steps/staff.ts";

// covers: D-09, NEW-17, LINK-06
test("from an empty folder to a member who signs in", { tag: "@smoke" }, async ({ stage }) => {
  const server = await stage.server();
  const admin = await stage.device({ baseURL: server.url });
  await setUp(admin.page, server.setUpLink);
  await signIn(admin.page, marta);
  await addStaff(admin.page, ana);
  await expect(rowOf(admin.page, ana)).toContainText(PENDING);
  await expect.poll(() => mailFiles(server.data)).toHaveLength(1);
  const link = linkIn((await mailInFile(server.data)).text ?? "");
  expect(server.log, "the log names the file, not the link").not.toContain(link);
  const member = await stage.device({ baseURL: server.url });
  await openActivation(member.page, link, ana);
  await activate(member.page);
  await signIn(member.page, ana);
  await chooseOwnPassword(member.page, ana);
  await expect(rowOf(admin.page, ana)).toContainText("Active");
});
