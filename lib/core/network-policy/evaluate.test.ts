/** The evaluation against one written from the documentation alone, over generated worlds. SEED and CASES choose them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSight } from "../checks/sight.ts";
import { inventoryOfObjects, type KubernetesObject } from "../inventory/from-objects.ts";
import { rangeOf } from "./address.ts";
import { evaluate } from "./evaluate.ts";
import { type NaivePod, type NaivePort, naiveEnd, naiveReach } from "./naive-evaluator.ts";
import { hasPort, type Protocol } from "./ports.ts";
import { networkWorld, type PodGroup, policyResources } from "./world.ts";
import { denyAll, namespaceOf, networkPolicy, podOf, portsOfContainer } from "./worlds.ts";

const seed = Number(process.env.SEED ?? 20_261_128);
const numRuns = Number(process.env.CASES ?? 150);

function evaluationOf(objects: readonly KubernetesObject[]) {
  const inventory = inventoryOfObjects(objects, { takenAt: "2026-11-28T12:00:00Z", source: "live" });
  return evaluate(networkWorld(createSight(inventory, policyResources)));
}

const namespaceNames = ["shop", "bank", "ops"] as const;
const labels = fc.record(
  { app: fc.constantFrom("web", "db", "cache"), tier: fc.constantFrom("front", "back") },
  { requiredKeys: ["app"] },
);
const namespaceLabels = fc.record(
  { team: fc.constantFrom("a", "b"), env: fc.constantFrom("prod", "test") },
  { requiredKeys: [] },
);
const expression = (keys: readonly string[], values: readonly string[]) =>
  fc.oneof(
    fc.record({
      key: fc.constantFrom(...keys),
      operator: fc.constantFrom("In", "NotIn"),
      values: fc.subarray([...values], { minLength: 1 }),
    }),
    fc.record({ key: fc.constantFrom(...keys), operator: fc.constantFrom("Exists", "DoesNotExist") }),
  );
const selector = (keys: readonly string[], values: readonly string[]) =>
  fc.oneof(
    fc.constant({}),
    fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...values), { maxKeys: 1 }).map((matchLabels) => ({ matchLabels })),
    fc.array(expression(keys, values), { minLength: 1, maxLength: 2 }).map((matchExpressions) => ({ matchExpressions })),
  );
const podSelector = selector(["app", "tier"], ["web", "db", "cache", "front", "back"]);
const namespaceSelector = selector(["team", "env", "kubernetes.io/metadata.name"], ["a", "b", "prod", "test", "shop", "bank"]);
const podPeer = fc.oneof(
  fc.record({ podSelector }),
  fc.record({ namespaceSelector }),
  fc.record({ podSelector, namespaceSelector }),
);
const blockPeer = fc.constantFrom(
  { ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] } },
  { ipBlock: { cidr: "0.0.0.0/0" } },
  { ipBlock: { cidr: "169.254.0.0/16" } },
  { ipBlock: { cidr: "8.8.8.0/24", except: ["8.8.8.8/32"] } },
);
const protocol = fc.constantFrom("TCP", "UDP", "SCTP");
const port = fc.oneof(
  fc.record({ port: fc.constantFrom(80, 443, "web", "dns") }),
  fc.record({ protocol, port: fc.constantFrom(53, 80, "web", "dns", "far") }),
  fc.record({ protocol }),
  fc.record({ protocol, port: fc.constant(50), endPort: fc.constantFrom(60, 90) }),
);
const ports = fc.option(fc.array(port, { maxLength: 2 }), { nil: undefined });
const rule = (field: "from" | "to", peers: fc.Arbitrary<object>) =>
  fc
    .tuple(fc.option(fc.array(peers, { maxLength: 2 }), { nil: undefined }), ports)
    .map(([list, wanted]) => ({ ...(list && { [field]: list }), ...(wanted && { ports: wanted }) }));

function specOf(peers: fc.Arbitrary<object>) {
  return fc.record(
    {
      podSelector,
      policyTypes: fc.subarray(["Ingress", "Egress"]),
      ingress: fc.array(rule("from", peers), { maxLength: 2 }),
      egress: fc.array(rule("to", peers), { maxLength: 2 }),
    },
    { requiredKeys: ["podSelector"] },
  );
}

const containerPorts = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom("web", "dns", "far"),
    containerPort: fc.constantFrom(53, 80, 8080),
    protocol: fc.constantFrom("TCP", "UDP", "SCTP"),
  }),
  { maxLength: 2, selector: ({ name }) => name },
);
const pod = fc.record({
  namespace: fc.constantFrom(...namespaceNames),
  labels,
  hostNetwork: fc.constantFrom(false, false, false, true),
  ports: containerPorts,
});

function arbitraryWorld(peers: fc.Arbitrary<object>) {
  return fc.record({
    pods: fc.array(pod, { minLength: 2, maxLength: 5 }),
    namespaces: fc.tuple(namespaceLabels, namespaceLabels, namespaceLabels),
    policies: fc.array(fc.tuple(fc.constantFrom(...namespaceNames), specOf(peers)), { minLength: 1, maxLength: 5 }),
  });
}

interface World {
  readonly pods: readonly NaivePod[];
  readonly namespaces: readonly Readonly<Record<string, string>>[];
  readonly policies: readonly (readonly [string, object])[];
}

function built({ pods, namespaces, policies }: World) {
  const withNames = namespaceNames.map(
    (name, index) => [name, { "kubernetes.io/metadata.name": name, ...namespaces[index] }] as const,
  );
  const objects = policies.map(([namespace, spec], index) => networkPolicy(`${namespace}/p${index}`, spec as never));
  const evaluation = evaluationOf([
    ...withNames.map(([name, list]) => namespaceOf(name, list)),
    ...objects,
    ...pods.map((one, index) => ({
      ...podOf(`${one.namespace}/pod-${index}`, { ...portsOfContainer(...one.ports), hostNetwork: one.hostNetwork }),
      metadata: { namespace: one.namespace, name: `pod-${index}`, labels: one.labels },
    })),
  ]);
  const groupOf = (index: number): PodGroup => {
    const found = evaluation.world.groups.find(({ members }) => [...members.keys()].some(({ name }) => name === `pod-${index}`));
    if (found === undefined) throw new Error(`pod-${index} is in no group`);
    return found;
  };
  return { evaluation, groupOf, naive: { namespaces: Object.fromEntries(withNames), policies: objects } };
}

const asked: readonly NaivePort[] = (["TCP", "UDP", "SCTP"] as const).flatMap((one) =>
  [53, 55, 80, 443, 8080].map((number) => ({ protocol: one, port: number })),
);

describe(`seed ${seed}, ${numRuns} worlds`, { timeout: 20_000 + numRuns * 100 }, () => {
  test("between two pods, on every port, as the documentation says it", () => {
    const counts: [number, number] = [0, 0];
    fc.assert(
      fc.property(arbitraryWorld(podPeer), (world) => {
        const { evaluation, groupOf, naive } = built(world);
        for (const [a, from] of world.pods.entries())
          for (const [b, to] of world.pods.entries()) {
            if (from.hostNetwork) continue;
            const { least, most } = evaluation.between(groupOf(a), groupOf(b));
            for (const one of asked) {
              const expected = naiveReach(from, to, one, naive);
              counts[expected ? 1 : 0] += 1;
              const found = [least, most].map((set) => hasPort(set, one.protocol as Protocol, one.port));
              expect([a, b, one, ...found]).toEqual([a, b, one, expected, expected]);
            }
          }
      }),
      { seed, numRuns },
    );
    expect(Math.min(...counts) / (counts[0] + counts[1])).toBeGreaterThan(0.2);
  });

  test("to addresses outside, exceptions taken out", () => {
    const addresses = ["169.254.169.254", "8.8.8.8", "8.8.8.4", "10.0.0.1"];
    fc.assert(
      fc.property(arbitraryWorld(fc.oneof(podPeer, blockPeer)), (world) => {
        const { evaluation, groupOf, naive } = built(world);
        for (const [index, one] of world.pods.entries())
          for (const address of addresses)
            for (const wanted of asked) {
              const range = rangeOf(address);
              const { least, most } = evaluation.passage(groupOf(index), "egress", range ? [range] : []);
              const expected = naiveEnd({ pod: one, type: "Egress", other: address, port: wanted }, naive);
              const found = [least, most].map((set) => hasPort(set, wanted.protocol as Protocol, wanted.port));
              expect([index, address, wanted, ...found]).toEqual([index, address, wanted, expected, expected]);
            }
      }),
      { seed, numRuns },
    );
  });

  test("a block never decides between pods: it may be about them, and what else is let through stands", () => {
    fc.assert(
      fc.property(arbitraryWorld(fc.oneof(podPeer, blockPeer)), (world) => {
        const { evaluation, groupOf, naive } = built(world);
        for (const [a, from] of world.pods.entries())
          for (const [b, to] of world.pods.entries()) {
            if (from.hostNetwork) continue;
            const { least, most } = evaluation.between(groupOf(a), groupOf(b));
            for (const one of asked) {
              const withoutBlocks = naiveReach(from, to, one, naive);
              expect(hasPort(least, one.protocol as Protocol, one.port)).toBe(withoutBlocks);
              if (withoutBlocks) expect(hasPort(most, one.protocol as Protocol, one.port)).toBe(true);
            }
          }
      }),
      { seed, numRuns },
    );
  });
});

describe("what Kubernetes defines", () => {
  const reach = (objects: readonly KubernetesObject[], from: string, to: string, number = 80) => {
    const { world, between } = evaluationOf([namespaceOf("shop"), namespaceOf("bank", { team: "b" }), ...objects]);
    const group = (path: string) =>
      world.groups.find(({ members }) => [...members.keys()].some(({ namespace, name }) => `${namespace}/${name}` === path));
    const [a, b] = [group(from), group(to)];
    if (a === undefined || b === undefined) throw new Error("no such pod");
    const { least, most } = between(a, b);
    const found = [least, most].map((set) => hasPort(set, "TCP", number));
    return found[0] ? "yes" : found[1] ? "maybe" : "no";
  };
  const pods = [podOf("shop/web"), podOf("shop/db"), podOf("bank/web")];

  test("an empty list of rules lets nothing through, an empty rule everything", () => {
    expect(reach([...pods, denyAll("shop", ["Ingress"])], "bank/web", "shop/web")).toBe("no");
    expect(reach([...pods, networkPolicy("shop/p", { ingress: [{}] })], "bank/web", "shop/web")).toBe("yes");
    expect(reach([...pods, networkPolicy("shop/p", { ingress: [{ from: [], ports: [] }] })], "bank/web", "shop/web")).toBe("yes");
  });

  test("two selectors in one peer must both hold, in two peers either", () => {
    const both = [{ from: [{ namespaceSelector: { matchLabels: { team: "b" } }, podSelector: { matchLabels: { app: "db" } } }] }];
    const either = [
      { from: [{ namespaceSelector: { matchLabels: { team: "b" } } }, { podSelector: { matchLabels: { app: "db" } } }] },
    ];
    const from = (ingress: object, path: string) => reach([...pods, networkPolicy("shop/p", { ingress })], path, "shop/web");
    expect([from(both, "bank/web"), from(both, "shop/db")]).toEqual(["no", "no"]);
    expect([from(either, "bank/web"), from(either, "shop/db")]).toEqual(["yes", "yes"]);
  });

  test("rules of a type that the policy does not have count for nothing", () => {
    const spec = { policyTypes: ["Ingress"], ingress: [{}], egress: [] };
    expect(reach([...pods, networkPolicy("shop/p", spec)], "shop/web", "bank/web")).toBe("yes");
    expect(reach([...pods, networkPolicy("shop/p", { ...spec, policyTypes: ["Egress"] })], "shop/web", "bank/web")).toBe("no");
  });

  test("pods on the host network are subject to none, and named by none", () => {
    const agent = podOf("shop/agent", { hostNetwork: true });
    const closed = [...pods, agent, denyAll("shop")];
    expect(reach(closed, "bank/web", "shop/agent")).toBe("yes");
    expect(reach(closed, "shop/agent", "bank/web")).toBe("yes");
    expect(reach(closed, "shop/agent", "shop/db")).toBe("maybe");
    const toAgent = { policyTypes: ["Egress"], egress: [{ to: [{ podSelector: { matchLabels: { app: "agent" } } }] }] };
    expect(reach([...pods, agent, networkPolicy("shop/p", toAgent)], "shop/web", "shop/agent")).toBe("no");
  });

  test("a block of addresses may be about pods, unless every node says which networks pods have", () => {
    const out = networkPolicy("shop/p", { policyTypes: ["Egress"], egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }] });
    const node = (podCIDR: string) => ({
      apiVersion: "v1",
      kind: "Node",
      metadata: { name: "n" },
      spec: { podCIDRs: [podCIDR] },
    });
    const verdict = (cidr: string) => {
      const inventory = inventoryOfObjects([namespaceOf("shop"), ...pods, out, node(cidr)], {
        takenAt: "2026-11-28T12:00:00Z",
        source: "live",
      });
      const sight = { ...createSight(inventory, policyResources), nodes: inventory.looks.nodes };
      const evaluation = evaluate(networkWorld(sight));
      const alike = evaluation.world.groups.find(({ namespace }) => namespace === "shop");
      return alike && evaluation.between(alike, alike).most.TCP.length > 0;
    };
    expect(reach([...pods, out], "shop/web", "shop/db")).toBe("maybe");
    expect([verdict("10.2.0.0/16"), verdict("172.20.0.0/16")]).toEqual([true, false]);
  });

  test("policies of a network plugin leave nothing certain of the pods that they are about", () => {
    const cilium = (selector: object) => ({
      apiVersion: "cilium.io/v2",
      kind: "CiliumNetworkPolicy",
      metadata: { namespace: "shop", name: "c" },
      spec: { endpointSelector: selector },
    });
    expect(reach([...pods, cilium({ matchLabels: { "k8s:app": "web" } })], "bank/web", "shop/web")).toBe("maybe");
    expect(reach([...pods, cilium({ matchLabels: { "k8s:app": "web" } })], "bank/web", "shop/db")).toBe("yes");
    expect(reach([...pods, cilium({ matchLabels: { "reserved:x": "" } })], "bank/web", "shop/db")).toBe("maybe");
    const calico = { apiVersion: "crd.projectcalico.org/v1", kind: "GlobalNetworkPolicy", metadata: { name: "g" }, spec: {} };
    expect(reach([...pods, calico], "bank/web", "shop/db")).toBe("maybe");
  });
});

describe("policies of administrators", () => {
  const policy = (kind: string, spec: object): KubernetesObject => ({
    apiVersion: "policy.networking.k8s.io/v1alpha1",
    kind,
    metadata: { name: kind === "AdminNetworkPolicy" ? JSON.stringify(spec).length.toString() : "default" },
    spec: { subject: { namespaces: {} }, ...spec },
  });
  const admin = (priority: number, ...ingress: readonly object[]) => policy("AdminNetworkPolicy", { priority, ingress });
  const baseline = (...ingress: readonly object[]) => policy("BaselineAdminNetworkPolicy", { ingress });
  const all = { from: [{ namespaces: {} }] };
  const http = { ports: [{ portNumber: { protocol: "TCP", port: 80 } }] };

  const into = (objects: readonly KubernetesObject[], number = 80) => {
    const { world, between } = evaluationOf([namespaceOf("shop"), podOf("shop/web"), podOf("shop/db"), ...objects]);
    const [a, b] = world.groups;
    if (a === undefined) throw new Error("no pod");
    const { least, most } = between(b ?? a, a);
    expect(least).toEqual(most);
    return hasPort(least, "TCP", number);
  };

  test("what they refuse, no NetworkPolicy lets through; what they allow, none refuses", () => {
    const open = networkPolicy("shop/p", { ingress: [{}] });
    expect(into([admin(1, { action: "Deny", ...all }), open])).toBe(false);
    expect(into([admin(1, { action: "Allow", ...all }), denyAll("shop", ["Ingress"])])).toBe(true);
  });

  test("the lowest priority decides, then the first rule", () => {
    expect(into([admin(5, { action: "Allow", ...all }), admin(1, { action: "Deny", ...all, ...http })])).toBe(false);
    expect(into([admin(5, { action: "Allow", ...all }), admin(1, { action: "Deny", ...all, ...http })], 443)).toBe(true);
    expect(into([admin(1, { action: "Deny", ...all, ...http }, { action: "Allow", ...all })])).toBe(false);
  });

  test("what is passed on is decided below, past the other rules of administrators", () => {
    const rules = [
      { action: "Pass", ...all, ...http },
      { action: "Deny", ...all },
    ];
    expect(into([admin(1, ...rules)])).toBe(true);
    expect(into([admin(1, ...rules)], 443)).toBe(false);
    expect(into([admin(1, ...rules), denyAll("shop", ["Ingress"])])).toBe(false);
  });

  test("the baseline counts where no NetworkPolicy isolates the pod", () => {
    expect(into([baseline({ action: "Deny", ...all })])).toBe(false);
    expect(into([baseline({ action: "Deny", ...all }), networkPolicy("shop/p", { ingress: [{}] })])).toBe(true);
  });

  test("the kind that follows them says its tier itself", () => {
    const next = (tier: string) => ({
      apiVersion: "policy.networking.k8s.io/v1alpha2",
      kind: "ClusterNetworkPolicy",
      metadata: { name: "c" },
      spec: { tier, priority: 1, subject: { namespaces: {} }, ingress: [{ action: "Deny", ...all }] },
    });
    const open = networkPolicy("shop/p", { ingress: [{}] });
    expect([into([next("Admin"), open]), into([next("Baseline"), open])]).toEqual([false, true]);
  });
});
