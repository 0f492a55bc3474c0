import { z } from "zod";
import { generatedRoleSchema, generateQuery } from "../access/generated-role.ts";
import {
  lookupSchema,
  rightsQuery,
  roleDetailSchema,
  roleListQuery,
  roleListSchema,
  roleQuery,
  subjectDetailSchema,
  subjectListQuery,
  subjectListSchema,
  subjectQuery,
  subjectRightsSchema,
} from "../access/subjects.ts";
import { drawingSchema } from "../graph.ts";
import { byScan, needing } from "./base.ts";

const tags = ["Access"];

export const subjectRoutes = {
  list: needing("report:read")
    .route({ method: "GET", path: "/scans/{id}/access/subjects", tags, summary: "Subjects and what they hold" })
    .input(byScan.extend(subjectListQuery))
    .output(subjectListSchema),
  get: needing("report:read")
    .route({ method: "GET", path: "/scans/{id}/access/subject", tags, summary: "One subject: bindings, roles and use" })
    .input(byScan.extend(subjectQuery))
    .output(subjectDetailSchema),
  rights: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/subject/rights",
      tags,
      summary: "A window of a subject's rights, with why",
    })
    .input(byScan.extend(rightsQuery))
    .output(subjectRightsSchema),
  graph: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/subject/graph",
      tags,
      summary: "A subject with its bindings and roles, drawn",
    })
    .input(byScan.extend(subjectQuery))
    .output(drawingSchema),
  generate: needing("report:read")
    .route({
      method: "POST",
      path: "/scans/{id}/access/subject/generate",
      tags,
      summary: "The least role that an audit log asks for",
      description:
        "The body is an audit log of the API server, JSON lines, plain or gzip. It is read as it comes and not kept. What the log shows unused is only unused in its period.",
      inputStructure: "detailed",
    })
    .input(z.object({ params: byScan, query: z.object(generateQuery), body: z.file() }))
    .output(generatedRoleSchema),
  roles: needing("report:read")
    .route({ method: "GET", path: "/scans/{id}/access/roles", tags, summary: "Roles, what they give and who holds them" })
    .input(byScan.extend(roleListQuery))
    .output(roleListSchema),
  role: needing("report:read")
    .route({ method: "GET", path: "/scans/{id}/access/role", tags, summary: "One role: rules, holders, and what it is made of" })
    .input(byScan.extend(roleQuery))
    .output(roleDetailSchema),
  roleGraph: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/role/graph",
      tags,
      summary: "A role with its bindings and subjects, drawn",
    })
    .input(byScan.extend(roleQuery))
    .output(drawingSchema),
  lookup: needing("report:read")
    .route({ method: "GET", path: "/scans/{id}/access/lookup", tags, summary: "Subjects and roles by a part of their name" })
    .input(byScan.extend({ q: z.string().min(1).max(200) }))
    .output(lookupSchema),
};
