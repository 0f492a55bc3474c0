import { z } from "zod";
import {
  delegationQuery,
  delegationSchema,
  namespaceDetailSchema,
  namespacesFilter,
  namespacesSchema,
  subjectTextSchema,
} from "../access/namespaces.ts";
import { pathsFilter, pathsSchema, sinkIdSchema, subjectPathsSchema } from "../access/paths.ts";
import { byScan, needing } from "./base.ts";

const paging = {
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const pathsRoutes = {
  list: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/paths",
      tags: ["Access"],
      summary: "Who reaches cluster-admin, nodes, Secrets or the cloud, and by how many hops",
    })
    .input(byScan.extend({ ...pathsFilter, ...paging }))
    .output(pathsSchema),
  subject: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/paths/subject",
      tags: ["Access"],
      summary: "One subject's shortest path to each end, hop by hop, and the bindings to cut",
    })
    .input(byScan.extend({ subject: subjectTextSchema, sink: sinkIdSchema.optional() }))
    .output(subjectPathsSchema),
};

export const namespacesRoutes = {
  list: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/namespaces",
      tags: ["Access"],
      summary: "Who administers each namespace, and what its administrators reach beyond it",
    })
    .input(byScan.extend({ ...namespacesFilter, ...paging }))
    .output(namespacesSchema),
  get: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/namespaces/one",
      tags: ["Access"],
      summary: "One namespace's administrators, from inside and from outside, with their proof",
    })
    .input(byScan.extend({ namespace: z.string().min(1).max(253) }))
    .output(namespaceDetailSchema),
  delegation: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/namespaces/delegation",
      tags: ["Access"],
      summary: "A manifest that makes somebody administrator of one namespace and of nothing else",
    })
    .input(byScan.extend(delegationQuery))
    .output(delegationSchema),
};
