/** One line of `can-i --questions`: a SubjectAccessReview, field by field. What is missing is empty; an unknown field is refused. */
import { z } from "zod";

const field = z
  .string()
  .nullish()
  .transform((value) => value ?? "");

export const reviewLineSchema = z
  .strictObject({
    user: field,
    groups: z
      .array(z.string())
      .nullish()
      .transform((value) => value ?? []),
    verb: field,
    group: field,
    resource: field,
    subresource: field,
    name: field,
    namespace: field,
    path: field,
  })
  .refine(({ path, resource }) => path === "" || resource === "", "A path and a resource exclude each other.");
export type ReviewLine = z.infer<typeof reviewLineSchema>;
