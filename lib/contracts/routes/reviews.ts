import { z } from "zod";
import {
  capabilitySchema,
  decisionsSchema,
  lastReviewsSchema,
  newReviewSchema,
  reviewChangeSchema,
  reviewedDetailSchema,
  reviewedPageSchema,
  reviewedQuerySchema,
  reviewedSubjectSchema,
  reviewIdSchema,
  reviewPageSchema,
  reviewPreviewSchema,
  reviewQuerySchema,
  reviewSchema,
  reviewScopeSchema,
  signOffSchema,
} from "../access/reviews.ts";
import { clusterIdSchema, listOf } from "../common.ts";
import { needing, none } from "./base.ts";

const tags = ["Access reviews"];
const byReview = z.object({ id: reviewIdSchema });

export const reviewsRoutes = {
  list: needing("report:read")
    .route({
      method: "GET",
      path: "/access-reviews",
      tags,
      summary: "Access reviews, those that are open and those that are signed off",
    })
    .input(reviewQuerySchema)
    .output(reviewPageSchema),
  last: needing("report:read")
    .route({ method: "GET", path: "/last-reviews", tags, summary: "When each cluster was last reviewed" })
    .input(none)
    .output(lastReviewsSchema),
  capabilities: needing("report:read")
    .route({ method: "GET", path: "/review-capabilities", tags, summary: "What a review may be narrowed to" })
    .input(none)
    .output(z.object({ items: z.array(capabilitySchema) })),
  reviewers: needing("access:review")
    .route({ method: "GET", path: "/access-reviews/reviewers", tags, summary: "The people who may review all of these clusters" })
    .input(z.object({ cluster: listOf(clusterIdSchema) }))
    .output(z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) })),
  preview: needing("access:review")
    .route({ method: "POST", path: "/access-reviews/preview", tags, summary: "Whom a review would be about now" })
    .input(reviewScopeSchema)
    .output(reviewPreviewSchema),
  create: needing("access:review")
    .route({ method: "POST", path: "/access-reviews", tags, summary: "Begin a review, frozen to its scans", successStatus: 201 })
    .input(newReviewSchema)
    .output(reviewSchema),
  get: needing("report:read")
    .route({ method: "GET", path: "/access-reviews/{id}", tags, summary: "One review" })
    .input(byReview)
    .output(reviewSchema),
  change: needing("access:review")
    .route({
      method: "PATCH",
      path: "/access-reviews/{id}",
      tags,
      summary: "Change the name, day or reviewers of an open review",
    })
    .input(reviewChangeSchema)
    .output(reviewSchema),
  remove: needing("access:review")
    .route({ method: "DELETE", path: "/access-reviews/{id}", tags, summary: "Remove an open review", successStatus: 204 })
    .input(byReview)
    .output(z.undefined()),
  subjects: needing("report:read")
    .route({
      method: "GET",
      path: "/access-reviews/{id}/subjects",
      tags,
      summary: "The subjects of a review with their decisions",
    })
    .input(reviewedQuerySchema)
    .output(reviewedPageSchema),
  subject: needing("report:read")
    .route({
      method: "GET",
      path: "/access-reviews/{id}/subjects/{number}",
      tags,
      summary: "One subject of a review, with the chains behind it and what would take it away",
    })
    .input(byReview.extend({ number: z.coerce.number().int().min(1) }))
    .output(reviewedDetailSchema),
  decide: needing("access:review")
    .route({ method: "POST", path: "/access-reviews/{id}/decisions", tags, summary: "Decide about subjects of a review" })
    .input(decisionsSchema)
    .output(z.object({ items: z.array(reviewedSubjectSchema) })),
  signOff: needing("access:review")
    .route({
      method: "POST",
      path: "/access-reviews/{id}/sign-off",
      tags,
      summary: "Sign a review off: nothing of it changes afterwards",
    })
    .input(signOffSchema)
    .output(reviewSchema),
};
