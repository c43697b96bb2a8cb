/* A recipe as the query of an address, and back: `method=bezier&epochs=3&options.budget=0.5`. Pure.
 Trained networks are written run:member, several of them between commas. */

const NAMES = ["dataset", "network", "method"];
const NUMBERS = ["epochs", "seed"];
const OPTION = /^(options|network_options|dataset_options|training)\.([a-z]\w{0,60})$/;
const NETWORKS = /^[0-9a-f]{12}:\d{1,3}(,[0-9a-f]{12}:\d{1,3})?$/;
const LISTS = ["end_points"];

const network = ({ run, member = 0 }) => `${run}:${member}`;
const isNetwork = (value) => value !== null && typeof value === "object";

function written(value) {
  if (Array.isArray(value)) return value.map(network).join(",");
  return isNetwork(value) ? network(value) : String(value);
}

/* Of a recipe, or of a part of one. */
export function write(recipe) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(recipe)) {
    if ([...NAMES, ...NUMBERS].includes(key)) query.set(key, value);
    else for (const [option, chosen] of Object.entries(value)) query.set(`${key}.${option}`, written(chosen));
  }
  return query.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
}

function networks(text, name) {
  const found = text.split(",").map((each) => {
    const [run, member] = each.split(":");
    return { run, member: Number(member) };
  });
  return LISTS.includes(name) ? found : found[0];
}

/* A number, a switch, networks, or else the text itself: the form says what is wrong with it. */
function value(text, name) {
  if (NETWORKS.test(text)) return networks(text, name);
  if (text === "true" || text === "false") return text === "true";
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

/* {recipe, ignored}: the part of a recipe that an address names, null where it names none; and what it
   says in a way that is not understood. `others` are keys that mean something else. */
export function read(search, others = []) {
  const [recipe, ignored] = [{}, []];
  for (const [key, text] of new URLSearchParams(search)) {
    const [, group, option] = key.match(OPTION) ?? [];
    if (others.includes(key)) continue;
    if (NAMES.includes(key)) recipe[key] = text;
    else if (NUMBERS.includes(key)) recipe[key] = value(text);
    else if (group && !(LISTS.includes(option) && !NETWORKS.test(text))) (recipe[group] ??= {})[option] = value(text, option);
    else ignored.push(key);
  }
  return { recipe: Object.keys(recipe).length ? recipe : null, ignored };
}
