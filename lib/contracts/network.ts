/** The network of a cluster: which namespaces and pods reach which, why, and what is open to the outside. */
import { z } from "zod";
import { gapSchema, scanIdSchema } from "./common.ts";

const reachSchema = z.enum(["all", "some", "none", "unknown"]).meta({ id: "NetworkReach" });
const isolationSchema = z
  .enum(["isolated", "open", "host", "unknown"])
  .meta({ id: "NetworkIsolation", description: "`host`: on the host network, where no policy counts." });
const saidSchema = z.enum(["yes", "no", "some", "unknown"]);

const pluginSchema = z.object({
  name: z.string().meta({ description: "Empty where none was recognised." }),
  enforcement: z.enum(["enforces", "partly", "not", "unknown"]),
  doubt: z.string().optional(),
});

const namespaceSchema = z.object({
  name: z.string(),
  workloads: z.int().meta({ description: "Those that policies can be about." }),
  onHost: z.int().meta({ description: "Those on the host network." }),
  openIngress: z.int(),
  openEgress: z.int(),
  unknown: z.int().meta({ description: "Of which nobody can tell whether they are isolated." }),
  policies: z.int(),
  defaultIngress: z.boolean().optional(),
  defaultEgress: z.boolean().optional(),
  metadata: z.int().meta({ description: "Workloads that may reach the metadata addresses." }),
  internet: z.int(),
  complete: z.boolean().meta({ description: "Whether its workloads and policies were all seen." }),
});

const exposureSchema = z.object({
  kind: z.enum(["Service", "Ingress", "Gateway"]),
  namespace: z.string(),
  name: z.string(),
  by: z.string(),
  at: z.array(z.string()),
  reach: z.enum(["everybody", "internal", "limited"]),
  tls: z.enum(["all", "some", "none"]).optional(),
});

export const networkSchema = z
  .object({
    scanId: scanIdSchema,
    plugin: pluginSchema.optional().meta({ description: "Absent for readers of some namespaces." }),
    namespaces: z.array(namespaceSchema).meta({ description: "By name." }),
    matrix: z.array(z.string()).meta({
      description:
        "A text a namespace, in their order, with a sign for each namespace that it may reach: `a` all pods, `s` some, `n` none, `u` not known, `e` nothing runs. `A` and `S` are those of which some more is not known.",
    }),
    exposures: z.array(exposureSchema),
    mesh: z
      .object({
        names: z.array(z.string()),
        strict: z.int(),
        permissive: z.int(),
        off: z.int(),
        absent: z.int().meta({ description: "The mesh is wanted, and no proxy runs beside it." }),
        unknown: z.int(),
      })
      .optional()
      .meta({ description: "Workloads of a service mesh by how they authenticate; absent where none was seen." }),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "NetworkPosture" });
export type NetworkView = z.infer<typeof networkSchema>;

export const networkNamespaceSchema = z
  .object({
    namespace: z.string(),
    complete: z.boolean().meta({ description: "Whether its workloads and policies were all seen." }),
    workloads: z.array(
      z.object({
        kind: z.string(),
        name: z.string(),
        pods: z.int(),
        ingress: isolationSchema,
        egress: isolationSchema,
        reaches: z.object({ internet: reachSchema, metadata: reachSchema, "api-server": reachSchema, kubelets: reachSchema }),
      }),
    ),
    proposal: z.object({
      yaml: z.string().meta({ description: "NetworkPolicies in the order in which they should be applied." }),
      decide: z.array(z.string()),
    }),
  })
  .meta({ id: "NetworkNamespace" });
export type NetworkNamespace = z.infer<typeof networkNamespaceSchema>;

const endText = z.string().min(1).max(600).meta({
  description: "A workload as `namespace/Kind/name`, an address, a CIDR block, or `internet`, `metadata`, `api-server`.",
});

export const reachQuery = {
  from: z.string().min(1).max(600).meta({ description: "A workload as `namespace/Kind/name`." }),
  to: endText,
  protocol: z.enum(["TCP", "UDP", "SCTP"]).default("TCP"),
  port: z.coerce.number().int().min(0).max(65_535).default(0).meta({ description: "0 asks for every port of the protocol." }),
};

export const networkReachSchema = z
  .object({
    verdict: saidSchema.meta({ description: "`some`: some of the pods." }),
    ports: z.string().meta({ description: "What is let through for certain." }),
    ends: z.array(
      z.object({
        direction: z.enum(["ingress", "egress"]),
        verdict: saidSchema,
        because: z.enum([
          "hostNetwork",
          "notIsolated",
          "rules",
          "noRule",
          "policiesUnseen",
          "pluginPolicies",
          "pluginParts",
          "node",
        ]),
        isolating: z.array(z.string()),
        plugin: z.array(z.string()).meta({
          description: "Policies of the network plugin that leave it open, with the parts of them that are not evaluated.",
        }),
        rules: z.array(
          z.object({
            policy: z.string(),
            kind: z.enum(["network", "admin", "plugin"]),
            path: z.string(),
            action: z.enum(["Allow", "Deny", "Pass"]),
            match: z.enum(["yes", "maybe"]),
            ports: z.string(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "NetworkReachAnswer" });
export type NetworkReachAnswer = z.infer<typeof networkReachSchema>;
