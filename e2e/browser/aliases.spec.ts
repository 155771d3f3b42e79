import { newKey, uniqueName } from "./fixtures/new-project";
import { expect, test } from "./fixtures/portal";

test("an alias is added, may not hide a model, is repointed and removed, and calls follow", async ({
  page,
  portal,
}) => {
  const [first, second, alias] = [uniqueName("model-a"), uniqueName("model-b"), uniqueName("fast")];
  const provider = await portal.admin<{ id: string }>("POST", "/providers", {
    adapter: "simulated",
    name: uniqueName("Sim"),
  });
  for (const name of [first, second]) {
    const deployments = [{ providerId: provider.id, upstreamModel: name }];
    await portal.admin("POST", "/models", { name, deployments });
  }
  const key = await newKey(portal);
  const answeredBy = async () => {
    const answer = await portal.chat({ key: key.secret, model: alias });
    return answer.status === 200 ? answer.calledModel : answer.status;
  };

  const model = await portal.admin<{ items: { id: string; name: string }[] }>("GET", "/models");
  await page.goto(`/models/${model.items.find(({ name }) => name === first)?.id}`);
  const section = page.getByRole("region", { name: "Aliases" });
  await section.getByRole("button", { name: "Add alias" }).click();
  const dialog = page.getByRole("dialog", { name: `Add an alias of ${first}` });
  await dialog.getByLabel("Alias").fill(second);
  await dialog.getByRole("button", { name: "Add alias" }).click();
  await expect(dialog.getByText(/An alias may not hide it/)).toBeVisible();
  await dialog.getByLabel("Alias").fill(alias);
  await dialog.getByRole("button", { name: "Add alias" }).click();
  await expect(section.getByText(alias)).toBeVisible();
  await expect(section.getByText("every project")).toBeVisible();
  await expect.poll(answeredBy).toBe(first);

  await section.getByRole("button", { name: `Change ${alias}` }).click();
  const change = page.getByRole("dialog", { name: `Change alias ${alias}` });
  await change.getByRole("combobox", { name: "Model" }).click();
  await page.getByPlaceholder("Find models").fill(second);
  await page.getByRole("option", { name: second }).click();
  await change.getByRole("button", { name: "Save" }).click();
  await expect(section.getByText(alias)).toBeHidden();
  await expect.poll(answeredBy).toBe(second);

  await page.goto(`/models/${model.items.find(({ name }) => name === second)?.id}`);
  await section.getByRole("button", { name: `Remove ${alias}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove alias" }).click();
  await expect(section.getByText(alias)).toBeHidden();
  await expect.poll(answeredBy).toBe(404);
});
