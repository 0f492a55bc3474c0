import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { admissionOf } from "./admission.ts";
import { compareLevels, effectiveMinor, formatLevelVersion, parseLevel, parseVersion } from "./level.ts";
import { labelPrefix, namespacePolicy, type PodSecurityDefaults } from "./namespace-policy.ts";
import { takeoversOf } from "./takeover.ts";

const labels = (pairs: Record<string, string>) =>
  Object.fromEntries(Object.entries(pairs).map(([key, value]) => [`${labelPrefix}${key}`, value]));
const policy = (pairs: Record<string, string>, defaults?: PodSecurityDefaults) => {
  const { enforce, audit, warn, invalid } = namespacePolicy(labels(pairs), defaults);
  return [...[enforce, audit, warn].map(formatLevelVersion), ...invalid.map((label) => label.slice(labelPrefix.length))];
};

test("a version is latest or v1.x, and nothing that looks like it", () => {
  expect(["latest", "v1.0", "v1.22", "v1.400"].map(parseVersion)).toEqual(["latest", 0, 22, 400]);
  for (const text of ["", "1.22", "v1.", "v1.022", "v2.1", "v1.22.3", "Latest", "v1.22 ", "v1.-1"])
    expect([text, parseVersion(text)]).toEqual([text, undefined]);
  expect(["privileged", "Restricted", ""].map(parseLevel)).toEqual(["privileged", undefined, undefined]);
});

test("no version is newer than the cluster", () => {
  expect([effectiveMinor("latest", 34), effectiveMinor(22, 34), effectiveMinor(37, 34)]).toEqual([34, 22, 34]);
});

describe("labels of a namespace", () => {
  test("mean nothing where there are none", () => {
    expect(policy({})).toEqual(["privileged (latest)", "privileged (latest)", "privileged (latest)"]);
    expect(namespacePolicy(undefined).enforce.from).toBe("default");
    expect(namespacePolicy({ "pod-security.kubernetes.io": "restricted" }).enforce.level).toBe("privileged");
  });

  test("are read mode by mode, with their versions", () => {
    expect(policy({ enforce: "baseline", "enforce-version": "v1.22", audit: "restricted", warn: "restricted" })).toEqual([
      "baseline (v1.22)",
      "restricted (latest)",
      "restricted (latest)",
    ]);
  });

  test("warn of what is enforced, with its version, where nothing else is said", () => {
    expect(policy({ enforce: "baseline", "enforce-version": "v1.22" })[2]).toBe("baseline (v1.22)");
    expect(policy({ enforce: "baseline", "enforce-version": "v1.22", "warn-version": "v1.30" })[2]).toBe("baseline (v1.30)");
    expect(policy({ enforce: "restricted", warn: "baseline" })[2]).toBe("baseline (latest)");
    expect(policy({ enforce: "restricted", warn: "bad" })).toEqual([
      "restricted (latest)",
      "privileged (latest)",
      "privileged (latest)",
      "warn",
    ]);
  });

  test("that are misspelt hold pods to the strictest level and stay silent otherwise", () => {
    expect(policy({ enforce: "Baseline", "enforce-version": "1.22", audit: "all" })).toEqual([
      "restricted (latest)",
      "privileged (latest)",
      "privileged (latest)",
      "enforce",
      "enforce-version",
      "audit",
    ]);
  });

  test("leave to the API server's own defaults what they do not say", () => {
    const baseline = { level: "baseline", version: 30 } as const;
    const defaults = { enforce: baseline, audit: baseline, warn: { level: "restricted", version: "latest" } } as const;
    expect(policy({}, defaults)).toEqual(["baseline (v1.30)", "baseline (v1.30)", "restricted (latest)"]);
    expect(policy({ enforce: "privileged" }, defaults)).toEqual([
      "privileged (v1.30)",
      "baseline (v1.30)",
      "restricted (latest)",
    ]);
    expect(policy({ "enforce-version": "v1.31" }, defaults)[0]).toBe("baseline (v1.31)");
  });

  test("never lead to less than the default by a label that is none", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (level, version) => {
        const { enforce } = namespacePolicy(labels({ enforce: level, "enforce-version": version }));
        expect(compareLevels(enforce.level, parseLevel(level) ?? "restricted")).toBe(0);
      }),
    );
  });
});

test("flags of the API server tell whether it has defaults of its own", () => {
  const server = (flags: Record<string, string>) => ({ component: "kube-apiserver", flags }) as const;
  const file = { "admission-control-config-file": "/etc/admission.yaml" };
  expect(admissionOf([])).toEqual({ kind: "unseen" });
  expect(admissionOf([{ component: "etcd", flags: {} }])).toEqual({ kind: "unseen" });
  expect(admissionOf([server({})])).toEqual({ kind: "kubernetes" });
  expect(admissionOf([server({}), server(file)])).toEqual({ kind: "configured" });
  expect(admissionOf([server({ ...file, "disable-admission-plugins": "A, PodSecurity" })])).toEqual({ kind: "off" });
});

test("a namespace keeps pods from its nodes from baseline on; one that was not seen is unknown", () => {
  const namespace = (name: string, pairs: Record<string, string>) => ({ meta: { name, labels: labels(pairs) } });
  const takeovers = takeoversOf([
    namespace("open", {}),
    namespace("said", { enforce: "privileged" }),
    namespace("kept", { enforce: "baseline" }),
    namespace("misspelt", { enforce: "prvileged" }),
  ]);
  const names = ["open", "said", "kept", "misspelt", "gone"];
  expect(names.map((name) => takeovers.of(name))).toEqual(["node", "node", "kept", "kept", "unknown"]);
  expect([takeovers.open, takeovers.rootless, takeovers.seen]).toEqual([2, 1, 4]);
});
