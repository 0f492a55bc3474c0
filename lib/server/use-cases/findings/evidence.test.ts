import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { evidenceYaml } from "./evidence.ts";

const role = {
  meta: { name: "ops", uid: "u1", labels: { team: "a" } },
  rules: [
    { verbs: ["get"], resources: ["pods"] },
    { verbs: ["*"], resources: ["secrets"] },
  ],
};
const pod = {
  meta: { name: "web-0", namespace: "shop" },
  spec: {
    hostNetwork: true,
    containers: [
      { name: "web", image: "web:1", securityContext: { privileged: true } },
      { name: "side", image: "side:1" },
    ],
  },
};

describe("evidenceYaml", () => {
  test("shows the rule that a path points into", () => {
    expect(evidenceYaml(role, { kind: "ClusterRole", path: "rules[1].verbs" })).toBe(
      [
        "kind: ClusterRole",
        "metadata:",
        "  name: ops",
        "# rules[1].verbs",
        "rules:",
        "  - verbs:",
        '      - "*"',
        "    resources:",
        "      - secrets",
        "",
      ].join("\n"),
    );
  });

  test("keeps the name of the container that a deep path goes through", () => {
    const text = evidenceYaml(pod, { kind: "Pod", path: "spec.containers[0].securityContext.privileged" });
    expect(text).toContain("name: web");
    expect(text).toContain("privileged: true");
    expect(text).not.toContain("image");
    expect(text).not.toContain("side");
  });

  test("shows one value with nothing else around it", () => {
    const text = evidenceYaml(pod, { kind: "Pod", path: "spec.hostNetwork" });
    expect(text).toContain("spec:\n  hostNetwork: true");
    expect(text).not.toContain("containers");
  });

  test.each([undefined, "spec.nothing[4].here", "rules[9]", "__proto__.x", "..", "[0]"])(
    "shows all of it for the path %s",
    (path) => {
      const text = evidenceYaml(pod, { kind: "Pod", path });
      expect(text).toContain("hostNetwork: true");
      expect(text).toContain("name: side");
    },
  );

  test("what an object carries cannot end the YAML that it stands in", () => {
    const hostile = { meta: { name: "x\n---\nkind: Evil" }, rules: [{ verbs: ["a: b", "- c", "\u202e"] }] };
    const documents = parseAllDocuments(evidenceYaml(hostile, { kind: "Role", path: "rules[0].verbs" }));
    expect(documents).toHaveLength(1);
    expect(documents[0]?.toJS()).toMatchObject({ kind: "Role", metadata: { name: "x\n---\nkind: Evil" } });
  });

  test("cuts what is too long, and says so", () => {
    const long = { meta: { name: "x" }, keys: Array.from({ length: 500 }, (_, i) => `k${i}`) };
    const text = evidenceYaml(long, { kind: "ConfigMap" });
    expect(text.split("\n").length).toBeLessThan(204);
    expect(text).toMatch(/# … \d+ more lines\n$/);
  });
});
