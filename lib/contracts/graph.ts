import { z } from "zod";

const pointSchema = z.object({ x: z.number(), y: z.number() });

/** A graph with places, in pixels: what `components/graph` draws. */
export const drawingSchema = z
  .object({
    width: z.number(),
    height: z.number(),
    nodes: z.array(
      z.object({
        id: z.string(),
        kind: z.string().meta({ description: "A kind of Kubernetes, or a word of its own." }),
        name: z.string(),
        namespace: z.string().optional(),
        note: z.string().optional(),
        state: z.enum(["plain", "chosen", "goal", "risky", "missing", "unseen"]),
        ...pointSchema.shape,
        width: z.number(),
        height: z.number(),
      }),
    ),
    edges: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        verb: z.string().meta({ description: "What joins the two, between their names." }),
        label: z.string().optional(),
        labelAt: pointSchema.optional().meta({ description: "The middle of the label." }),
        state: z.enum(["plain", "cut", "unseen"]),
        points: z.array(pointSchema).meta({ description: "From the first node to the second, with the bends between." }),
      }),
    ),
    leftOut: z.array(z.string()).meta({ description: "Sentences about what is not in the picture." }),
  })
  .meta({ id: "Drawing" });
export type Drawing = z.infer<typeof drawingSchema>;
