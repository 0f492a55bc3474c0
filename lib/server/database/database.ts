/** The one place that makes database clients. Prisma for rows, the same pool's `pg` for what must stream or be fast. */
import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { createSender, type Sender } from "../jobs/sender.ts";
import { type Prisma, PrismaClient } from "./generated/client.ts";
import { openPool } from "./pool.ts";

/** A Prisma client, or a transaction of one. */
export type Rows = Prisma.TransactionClient;

export interface Database {
  readonly url: string;
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** Enqueues jobs. */
  readonly sender: Sender;
  close(): Promise<void>;
}

const defaultConnections = 10;

/** Opens a pool; the first query connects. */
export function openDatabase(url: string, { connections = defaultConnections }: { connections?: number } = {}): Database {
  const pool = openPool(url, connections);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const sender = createSender(pool);
  const close = async () => {
    await sender.close();
    await prisma.$disconnect();
    await pool.end();
  };
  return { url, prisma, pool, sender, close };
}

const processDatabase = Symbol.for("drydock.database");
type Holder = { [processDatabase]?: Database };

/**
 * @returns the process's database, of DATABASE_URL; one for all bundles and hot reloads.
 * @throws where DATABASE_URL is missing: `npm start` sets it for every process that it starts.
 */
export function getDatabase(): Database {
  const holder = globalThis as Holder;
  if (holder[processDatabase]) return holder[processDatabase];
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set: start Drydock with `npm start` or `npm run dev`.");
  holder[processDatabase] = openDatabase(url);
  return holder[processDatabase];
}
