/** From the list of subjects to one of them, by its graph to a role, and with an audit log to a smaller role. */
import { expect, test } from "./test.ts";

const event = JSON.stringify({
  ...{ kind: "Event", apiVersion: "audit.k8s.io/v1", stage: "ResponseComplete", verb: "get" },
  user: { username: "system:serviceaccount:kube-system:generic-garbage-collector" },
  objectRef: { resource: "pods", namespace: "shop", name: "web" },
  annotations: { "authorization.k8s.io/decision": "allow" },
  stageTimestamp: "2026-11-01T10:00:00.000000Z",
});

test("subjects are found by name, and each has its page", async ({ page, clusterId }) => {
  await page.goto(`/access/subjects?cluster=${clusterId}`);
  await page.getByLabel("Find subjects and roles by name").fill("garbage");
  await page.getByRole("checkbox", { name: /Kubernetes’ own/ }).click();
  await page
    .getByRole("row")
    .getByRole("link", { name: /^Service account .*generic-garbage-collector/ })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("kube-system/generic-garbage-collector");
  const rights = page.getByRole("region", { name: "Rights" });
  await rights.getByRole("button", { expanded: false }).first().click();
  await expect(rights.getByRole("list", { name: /^Holds / }).first()).toContainText("ClusterRoleBinding");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("kube-system/generic-garbage-collector");
});

test("a link pressed before a filter is in the address leads on", async ({ page, clusterId }) => {
  await page.clock.install();
  await page.goto(`/access/subjects?cluster=${clusterId}&defaults=show&q=garbage`);
  const link = page.getByRole("row").getByRole("link", { name: /^Service account .*generic-garbage-collector/ });
  await link.waitFor();
  const held = Promise.withResolvers<void>();
  await page.route(/[?&]_rsc=/, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.getByLabel("Find subjects and roles by name").fill("garbage-coll");
  await link.click();
  await page.clock.fastForward(1000);
  held.resolve();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("kube-system/generic-garbage-collector");
});

test("the graph is walked with the keyboard, and leads to a role", async ({ page, clusterId }) => {
  await page.goto(`/access/subjects?cluster=${clusterId}&subject=Group:system:masters`);
  const graph = page.getByRole("group", { name: /Arrow keys follow the lines/ });
  await graph.getByRole("button", { name: "Group system:masters" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(graph.getByRole("button", { name: /^ClusterRoleBinding / }).and(page.locator(":focus"))).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(graph.getByRole("button", { name: /^ClusterRole .*cluster-admin/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("ClusterRole cluster-admin");
  await page.goBack();
  await page.getByText("Read as text").click();
  await expect(page.getByText("ClusterRoleBinding cluster-admin gives ClusterRole cluster-admin")).toBeVisible();
});

test("an audit log is compared with what is granted", async ({ page, clusterId }) => {
  await page.goto(`/access/subjects?cluster=${clusterId}&subject=ServiceAccount:kube-system/generic-garbage-collector`);
  await page.getByRole("button", { name: "Compare with an audit log" }).click();
  const dialog = page.getByRole("dialog");
  const file = { name: "audit.log", mimeType: "application/x-ndjson", buffer: Buffer.from(`${event}\n`) };
  await dialog.getByLabel("Audit log").setInputFiles(file);
  await dialog.getByRole("button", { name: "Read the log" }).click();
  await expect(dialog.getByRole("heading", { name: /rights? granted and not used/ })).toBeVisible();
  await expect(dialog.getByText("What is done at other times is not in it.")).toBeVisible();
  await expect(dialog.getByRole("region", { name: "The least role for what was done" })).toContainText("kind: Role");
});

test("a change is typed, and what it would do is read", async ({ page, clusterId }) => {
  await page.goto(`/access/simulate?cluster=${clusterId}`);
  const binding = `kind: ClusterRoleBinding
apiVersion: rbac.authorization.k8s.io/v1
metadata: { name: weekend }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: wendy@example.com }]`;
  await page.getByLabel("Objects that will be applied").fill(binding);
  await page.getByRole("button", { name: "Simulate", exact: true }).click();
  const answer = page.getByRole("region", { name: "What the change would do" });
  await expect(answer.getByRole("status")).toContainText(/^1 subject gains permissions; \d+ new risks?\./);
  const gains = answer.getByRole("region", { name: "Who gains and loses what" });
  await expect(gains).toContainText("wendy@example.com");
  await expect(gains).toContainText("gained in the whole cluster");
});

test("roles stand beside subjects, with who holds them", async ({ page, clusterId }) => {
  await page.goto(`/access/subjects?cluster=${clusterId}`);
  await page.getByRole("radio", { name: "Roles", exact: true }).click();
  await page.getByLabel("Kubernetes’ own").click();
  await page.getByLabel("Find roles by name").fill("cluster-admin");
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: /cluster-admin$/ }) });
  await expect(row).toContainText("system:masters");
  await expect(row).toContainText("Kubernetes’ own");
});
