import { z } from "zod";
import { askAnswerSchema, askQuerySchema, askWordsQuerySchema, askWordsSchema } from "../access/ask.ts";
import { authenticationSchema } from "../access/authentication.ts";
import { authorizersSchema } from "../access/authorizers.ts";
import { risksSchema } from "../access/risks.ts";
import {
  canISchema,
  matrixCellSchema,
  matrixFilter,
  matrixSchema,
  matrixWindowSchema,
  questionSchema,
  subjectKindSchema,
  whoCanSchema,
} from "../access.ts";
import { pivotRoutes } from "./access-pivots.ts";
import { byScan, needing } from "./base.ts";

export const accessRoutes = {
  ask: needing("report:read")
    .route({
      method: "GET",
      path: "/access/ask",
      tags: ["Access"],
      summary: "A question in words, to one cluster or to all",
    })
    .input(askQuerySchema)
    .output(askAnswerSchema),
  words: needing("report:read")
    .route({ method: "GET", path: "/access/words", tags: ["Access"], summary: "How a question could go on" })
    .input(askWordsQuerySchema)
    .output(askWordsSchema),
  ...pivotRoutes,
  matrix: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/matrix",
      tags: ["Access"],
      summary: "The matrix's columns, size and overview",
    })
    .input(byScan.extend(matrixFilter))
    .output(matrixSchema),
  rows: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/matrix/rows",
      tags: ["Access"],
      summary: "A window of the matrix's rows",
    })
    .input(
      byScan.extend({
        ...matrixFilter,
        offset: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(200).default(60),
      }),
    )
    .output(matrixWindowSchema),
  cell: needing("report:read")
    .route({ method: "GET", path: "/scans/{id}/access/matrix/cell", tags: ["Access"], summary: "The proof behind a cell" })
    .input(
      byScan.extend({
        subjectKind: subjectKindSchema,
        subject: z.string().max(253),
        subjectNamespace: z.string().max(253).optional(),
        group: z.string().max(253),
        resource: z.string().max(253),
        namespace: z.string().max(253).optional().meta({ description: "Only what holds in this namespace." }),
      }),
    )
    .output(matrixCellSchema),
  authorizers: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/authorizers",
      tags: ["Access"],
      summary: "Who decides beside RBAC, and how its answers compare with the API server's",
    })
    .input(byScan)
    .output(authorizersSchema),
  whoCan: needing("report:read")
    .route({ method: "GET", path: "/scans/{id}/access/who-can", tags: ["Access"], summary: "Who can do something" })
    .input(byScan.extend(questionSchema.shape))
    .output(whoCanSchema),
  canI: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/can-i",
      tags: ["Access"],
      summary: "Whether a subject can do something, and why",
    })
    .input(
      byScan.extend({
        ...questionSchema.shape,
        as: z.string().max(253),
        asGroup: z.preprocess((v) => (v === undefined ? undefined : [v].flat()), z.array(z.string().max(253)).optional()),
      }),
    )
    .output(canISchema),
  risks: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/risks",
      tags: ["Access"],
      summary: "What the findings of access allow, the worst holders of each, and what was not assessed",
    })
    .input(byScan)
    .output(risksSchema),
  authentication: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/authentication",
      tags: ["Access"],
      summary: "How people and programs sign in, as far as the scan shows it",
    })
    .input(byScan)
    .output(authenticationSchema),
};
