import { z } from "zod";
import { isLabelKey, isLabelValue, keyRule, mostLabels, valueRule } from "../core/clusters/labels.ts";

export const labelsSchema = z
  .record(z.string().refine(isLabelKey, keyRule), z.string().refine(isLabelValue, valueRule))
  .refine((labels) => Object.keys(labels).length <= mostLabels, `A cluster has ${mostLabels} labels at most.`)
  .meta({ id: "Labels", description: "Keys and values in the syntax of Kubernetes labels." });
