/** For how long a copy may be used without contact (domain CRED-06). */
import { expect, test } from "../fixtures.ts";
import { DAY, expectLocked, IDLE, pass, passwordField, takeClock, unlock } from "../steps/lock.ts";
import { readyForOffline, RETURN } from "../steps/offline.ts";
import { ana, marta } from "../steps/people.ts";
import { addStaff, ON_THIS_DEVICE, PENDING, rowOf } from "../steps/staff.ts";

// covers: CRED-06, CRED-04
test("a copy without contact for too long is not shown, and what waits is sent after contact", async ({ desk }) => {
  test.setTimeout(180_000);
  const { server, admin } = desk;
  const { page, watch } = admin;
  await takeClock(admin);
  await page.reload();
  await expect(rowOf(page, marta)).toBeVisible();
  await readyForOffline(page);
  watch.serverAway();
  await server.kill();
  await addStaff(page, ana);
  await expect(rowOf(page, ana)).toContainText(ON_THIS_DEVICE);
  const over = page.getByRole("heading", { name: "This copy is not shown any more" });
  const comeBack = async () => {
    await expectLocked(page);
    await unlock(passwordField(page), marta.password);
  };

  await test.step("On the last day it is there", async () => {
    await pass(admin, 14 * DAY - 2 * IDLE);
    await comeBack();
    await expect(rowOf(page, ana)).toContainText(ON_THIS_DEVICE);
  });
  await test.step("Then it is not", async () => {
    await pass(admin, 2 * DAY);
    await comeBack();
    await expect(over).toBeVisible();
    await expect(page.getByText("without contact to the server for 15 days")).toBeVisible();
    await expect(page.getByText("One edit is kept on this device.")).toBeVisible();
    expect(await page.content()).not.toContain(marta.last);
  });
  await test.step("A clock that is set back does not bring it back", async () => {
    await page.clock.setSystemTime(Date.now());
    await page.reload();
    await expect(over).toBeVisible();
    await expect(page.getByRole("table")).toHaveCount(0);
  });
  await test.step("The server does, and gets what waited", async () => {
    await server.start();
    watch.serverBack();
    // Unless it has come back by itself before that.
    await page.getByRole("button", { name: "Try again" }).click({ timeout: 5_000 }).catch(() => expect(over).toBeHidden());
    await expect(rowOf(page, ana)).toContainText(PENDING, RETURN);
    await expect(over).toBeHidden();
  });
});
