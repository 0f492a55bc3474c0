/** Images that run in ten clusters, as benches of lists over them store them. */
import type { BenchDatabase } from "./with-database.ts";

/** Stores so many containers, each of an image of its own with the digest of its number in hexadecimal. */
export async function seedRunningImages({ database: { pool } }: Pick<BenchDatabase, "database">, images: number): Promise<void> {
  await pool.query(
    "INSERT INTO clusters (id, name, kind) SELECT 'cls_bench' || c, 'bench ' || c, 'snapshot' FROM generate_series(0, 9) c",
  );
  await pool.query(
    `INSERT INTO running_images (cluster_id, seq, scan_id, namespace, workload_kind, workload, container, type, image, image_id_kind,
       digest, pods)
     SELECT 'cls_bench' || (i % 10), i, 'scn_bench', 'n' || (i % 50), 'Deployment', 'w' || i, 'app', 'container', 'r.example/i' || i,
       'repository', 'sha256:' || lpad(to_hex(i), 64, '0'), 2 FROM generate_series(0, $1::int - 1) i`,
    [images],
  );
}
