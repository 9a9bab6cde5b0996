// Makes land.txt from the npm package world-atlas (Natural Earth 1:50m, public domain):
//   npm install world-atlas topojson-client && node compact.mjs > land.txt
// Coordinates are rounded to a twentieth of a degree; points on a line of less than that are left
// out. One ring a line: differences of longitude and latitude, zigzag, five bits a character.
import { createRequire } from "node:module";
const require = createRequire(process.cwd() + "/");
const { feature } = require("topojson-client");
const atlas = require("world-atlas/land-50m.json");
const UNITS = 20;

const polygons = feature(atlas, atlas.objects.land).features.flatMap(({ geometry }) =>
  geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates);

function thinned(points, least) {
  // Ramer-Douglas-Peucker, without recursion.
  const keep = new Set([0, points.length - 1]);
  const open = [[0, points.length - 1]];
  while (open.length) {
    const [from, to] = open.pop();
    const [ax, ay] = points[from], [bx, by] = points[to];
    const length = Math.hypot(bx - ax, by - ay);
    let most = 0, at = -1;
    for (let i = from + 1; i < to; i++) {
      const [x, y] = points[i];
      const far = length ? Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length
        : Math.hypot(x - ax, y - ay);
      if (far > most) { most = far; at = i; }
    }
    if (most > least) { keep.add(at); open.push([from, at], [at, to]); }
  }
  return points.filter((_, i) => keep.has(i));
}

function written(number) {
  let rest = number < 0 ? -2 * number - 1 : 2 * number, text = "";
  while (rest >= 32) { text += String.fromCharCode((rest & 31) + 95); rest >>= 5; }
  return text + String.fromCharCode(rest + 63);
}

const lines = [];
for (const ring of polygons.flat()) {
  const points = thinned(ring, 0.6 / UNITS).map(([x, y]) => [Math.round(x * UNITS), Math.round(y * UNITS)])
    .filter(([x, y], i, all) => !i || x !== all[i - 1][0] || y !== all[i - 1][1]);
  if (points.length < 4) continue;
  let [px, py] = [0, 0], line = "";
  for (const [x, y] of points) { line += written(x - px) + written(y - py); [px, py] = [x, y]; }
  lines.push(line);
}
console.log("# Natural Earth, 1:50m physical vectors, land. Public domain. Made by compact.mjs.");
console.log(lines.join("\n"));
