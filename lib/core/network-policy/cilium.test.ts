/** Cilium's policies against an evaluation written from its documentation alone. SEED and CASES choose the worlds. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rangeOf } from "./address.ts";
import { evaluationOf, groupNamed, node } from "./evaluated.ts";
import { naiveCiliumEnd } from "./naive-cilium.ts";
import type { NaivePod, NaivePort } from "./naive-evaluator.ts";
import { hasPort, type Protocol } from "./ports.ts";
import { ciliumPolicy, daemonSet, namespaceOf, networkPolicy, podOf, portsOfContainer } from "./worlds.ts";

const seed = Number(process.env.SEED ?? 20_261_129);
const numRuns = Number(process.env.CASES ?? 200);

const namespaceNames = ["shop", "bank", "ops"] as const;
const source = fc.constantFrom("", "k8s:", "any:");
const values = ["web", "db", "front", "back"];
const key = fc.tuple(source, fc.constantFrom("app", "tier")).map((parts) => parts.join(""));
const expression = fc.oneof(
  fc.record({ key, operator: fc.constantFrom("In", "NotIn"), values: fc.subarray(values, { minLength: 1 }) }),
  fc.record({ key, operator: fc.constantFrom("Exists", "DoesNotExist") }),
);
const ownSelector = fc.oneof(
  fc.constant({}),
  fc.dictionary(key, fc.constantFrom(...values), { maxKeys: 2 }).map((matchLabels) => ({ matchLabels })),
  fc.array(expression, { minLength: 1, maxLength: 2 }).map((matchExpressions) => ({ matchExpressions })),
);
const inNamespace = fc.oneof(
  fc
    .tuple(source, fc.constantFrom(...namespaceNames))
    .map(([from, name]) => ({ key: `${from}io.kubernetes.pod.namespace`, operator: "In", values: [name] })),
  fc.constant({ key: "k8s:io.kubernetes.pod.namespace", operator: "Exists" }),
  fc
    .tuple(source, fc.constantFrom("a", "b"))
    .map(([from, team]) => ({ key: `${from}io.cilium.k8s.namespace.labels.team`, operator: "NotIn", values: [team] })),
);
const anySelector = fc.oneof(
  ownSelector,
  fc.tuple(ownSelector, inNamespace).map(([selector, where]) => ({
    ...selector,
    matchExpressions: [...((selector as { matchExpressions?: object[] }).matchExpressions ?? []), where],
  })),
);

const protocol = fc.constantFrom("TCP", "UDP", "SCTP", "ANY");
const numbers = fc.oneof(
  fc.record({ port: fc.constantFrom("53", "80", "0") }),
  fc.record({ port: fc.constantFrom("53", "80"), protocol }),
  fc.record({ port: fc.constant("50"), endPort: fc.constantFrom(60, 90), protocol }),
);
const named = fc.record({ port: fc.constantFrom("web", "dns"), protocol }, { requiredKeys: ["port"] });
const portsOf = (direction: "ingress" | "egress", layer7: boolean) =>
  fc.record(
    {
      ports: fc.array(direction === "ingress" ? fc.oneof(numbers, named) : numbers, { minLength: 1, maxLength: 2 }),
      ...(layer7 && { rules: fc.constant({ http: [{ method: "GET" }] }) }),
    },
    { requiredKeys: ["ports"] },
  );
const peersOf = (prefix: "from" | "to", blocks: boolean) =>
  fc.oneof(
    fc.constant({}),
    fc.array(anySelector, { maxLength: 2 }).map((list) => ({ [`${prefix}Endpoints`]: list })),
    fc
      .subarray(["all", "world", "none", ...(blocks ? [] : ["cluster"])], { minLength: 1 })
      .map((list) => ({ [`${prefix}Entities`]: list })),
    ...(blocks
      ? [
          fc.constantFrom(
            { [`${prefix}CIDR`]: ["0.0.0.0/0"] },
            { [`${prefix}CIDR`]: ["8.8.8.8", "172.16.0.0/12"] },
            { [`${prefix}CIDRSet`]: [{ cidr: "0.0.0.0/0", except: ["169.254.169.254/32", "8.8.0.0/16"] }] },
          ),
        ]
      : []),
  );
const ruleOf = (direction: "ingress" | "egress", blocks: boolean, layer7: boolean) =>
  fc
    .tuple(
      peersOf(direction === "ingress" ? "from" : "to", blocks),
      fc.option(fc.array(portsOf(direction, layer7), { maxLength: 2 }), { nil: undefined }),
    )
    .map(([peers, toPorts]) => ({ ...peers, ...(toPorts && { toPorts }) }));

function specOf(blocks: boolean, layer7: boolean) {
  const rules = (direction: "ingress" | "egress", deep: boolean) => fc.array(ruleOf(direction, blocks, deep), { maxLength: 2 });
  return fc.record(
    {
      endpointSelector: ownSelector,
      ingress: rules("ingress", layer7),
      ingressDeny: rules("ingress", false),
      egress: rules("egress", layer7),
      egressDeny: rules("egress", false),
      enableDefaultDeny: fc.record({ ingress: fc.boolean(), egress: fc.boolean() }, { requiredKeys: [] }),
    },
    { requiredKeys: ["endpointSelector"] },
  );
}

const pod = fc.record({
  namespace: fc.constantFrom(...namespaceNames),
  labels: fc.record({ app: fc.constantFrom("web", "db"), tier: fc.constantFrom("front", "back") }, { requiredKeys: ["app"] }),
  hostNetwork: fc.constant(false),
  ports: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom("web", "dns"),
      containerPort: fc.constantFrom(53, 80, 8080),
      protocol: fc.constantFrom("TCP", "UDP"),
    }),
    { maxLength: 2, selector: ({ name }) => name },
  ),
});

const ofKubernetes = fc.constantFrom(
  {},
  { ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: "a" } } }] }] },
  { policyTypes: ["Ingress", "Egress"], ingress: [{ ports: [{ port: 80 }] }], egress: [{ ports: [{ port: 53 }] }] },
);

function arbitraryWorld(blocks: boolean, layer7 = false) {
  return fc.record({
    pods: fc.array(pod, { minLength: 2, maxLength: 4 }),
    teams: fc.tuple(...namespaceNames.map(() => fc.constantFrom(undefined, "a", "b"))),
    cilium: fc.array(
      fc.tuple(fc.constantFrom(undefined, ...namespaceNames), fc.array(specOf(blocks, layer7), { minLength: 1, maxLength: 2 })),
      { minLength: 1, maxLength: 4 },
    ),
    policies: fc.array(fc.tuple(fc.constantFrom(...namespaceNames), ofKubernetes), { maxLength: 1 }),
  });
}

interface World {
  readonly pods: readonly NaivePod[];
  readonly teams: readonly (string | undefined)[];
  readonly cilium: readonly (readonly [string | undefined, readonly object[]])[];
  readonly policies: readonly (readonly [string, object])[];
}

function built({ pods, teams, cilium, policies }: World) {
  const namespaces = namespaceNames.map((name, index) => {
    const team = teams[index];
    return [name, { "kubernetes.io/metadata.name": name, ...(team && { team }) }] as const;
  });
  const own = cilium.map(([namespace, specs], index) =>
    ciliumPolicy(
      namespace === undefined ? `c${index}` : `${namespace}/c${index}`,
      specs.length > 1 ? { specs } : { spec: specs[0] },
    ),
  );
  const standard = policies.map(([namespace, spec], index) => networkPolicy(`${namespace}/p${index}`, spec as never));
  const evaluation = evaluationOf([
    ...[daemonSet("cilium"), node],
    ...namespaces.map(([name, labels]) => namespaceOf(name, labels)),
    ...own,
    ...standard,
    ...pods.map((one, index) => ({
      ...podOf(`${one.namespace}/pod-${index}`, portsOfContainer(...one.ports)),
      metadata: { namespace: one.namespace, name: `pod-${index}`, labels: one.labels },
    })),
  ]);
  const groupOf = (index: number) => groupNamed(evaluation, `${pods[index]?.namespace}/pod-${index}`);
  const naive = (layer7: boolean) => ({ namespaces: Object.fromEntries(namespaces), policies: standard, cilium: own, layer7 });
  return { evaluation, groupOf, naive };
}

const asked: readonly NaivePort[] = (["TCP", "UDP", "SCTP"] as const).flatMap((one) =>
  [53, 55, 80, 8080].map((number) => ({ protocol: one, port: number })),
);

describe(`seed ${seed}, ${numRuns} worlds`, { timeout: 20_000 + numRuns * 100 }, () => {
  test("between two pods, on every port, as the documentation says it", () => {
    const counts: [number, number] = [0, 0];
    fc.assert(
      fc.property(arbitraryWorld(false), (world) => {
        const { evaluation, groupOf, naive } = built(world);
        for (const [a, pod] of world.pods.entries())
          for (const [b, other] of world.pods.entries())
            for (const type of ["Ingress", "Egress"] as const) {
              const direction = type === "Ingress" ? "ingress" : "egress";
              const { least, most } = evaluation.passage(groupOf(a), direction, groupOf(b));
              for (const port of asked) {
                const expected = naiveCiliumEnd({ pod, type, other, port }, naive(true));
                counts[expected ? 1 : 0] += 1;
                const found = [least, most].map((set) => hasPort(set, port.protocol as Protocol, port.port));
                expect([a, type, b, port, ...found]).toEqual([a, type, b, port, expected, expected]);
              }
            }
      }),
      { seed, numRuns },
    );
    expect(Math.min(...counts) / (counts[0] + counts[1])).toBeGreaterThan(0.2);
  });

  test("to and from addresses outside, which blocks are about, and pods, which they are not", () => {
    const addresses = ["169.254.169.254", "8.8.8.8", "8.8.4.4", "172.20.0.9", "1.1.1.1"];
    fc.assert(
      fc.property(arbitraryWorld(true), (world) => {
        const { evaluation, groupOf, naive } = built(world);
        for (const [a, pod] of world.pods.entries())
          for (const type of ["Ingress", "Egress"] as const)
            for (const other of [...addresses, ...world.pods.slice(0, 2)]) {
              const direction = type === "Ingress" ? "ingress" : "egress";
              const range = typeof other === "string" ? rangeOf(other) : undefined;
              const end = typeof other === "string" ? (range ? [range] : []) : groupOf(world.pods.indexOf(other));
              const { least, most } = evaluation.passage(groupOf(a), direction, end);
              for (const port of asked) {
                const expected = naiveCiliumEnd({ pod, type, other, port }, naive(true));
                const found = [least, most].map((set) => hasPort(set, port.protocol as Protocol, port.port));
                expect([a, type, other, port, ...found]).toEqual([a, type, other, port, expected, expected]);
              }
            }
      }),
      { seed, numRuns },
    );
  });

  test("what a rule of layer 7 looks at is never certain, and all else is", () => {
    fc.assert(
      fc.property(arbitraryWorld(false, true), (world) => {
        const { evaluation, groupOf, naive } = built(world);
        for (const [a, pod] of world.pods.entries())
          for (const [b, other] of world.pods.entries()) {
            const { least, most } = evaluation.passage(groupOf(a), "ingress", groupOf(b));
            for (const port of asked) {
              const ends = [false, true].map((layer7) => naiveCiliumEnd({ pod, type: "Ingress", other, port }, naive(layer7)));
              const found = [least, most].map((set) => hasPort(set, port.protocol as Protocol, port.port));
              expect([a, b, port, ...found]).toEqual([a, b, port, ...ends]);
            }
          }
      }),
      { seed, numRuns },
    );
  });
});
