/* All scripts of the page: what nothing else imports begins here. */

import "./base/terms.js";
import "./solutions/solutions.js";
import "./basket/basket.js";
import "./share/code_dialog.js";
import "./compare/compare.js";
import "./tour/demo.js";
import "./map/disagreement.js";
import "./disturb/disturb.js";
import "./explore/explore.js";
import "./explore/explore_keys.js";
import "./explore/figures.js";
import "./explore/metric_chooser.js";
import "./evaluation/recall.js";
import "./relief/relief_view.js";
import "./previews/replay.js";
import "./weights/travel.js";
import "./evaluation/verdict.js";
import "./launch/bring.js";
import "./launch/launch.js";
import "./runs/group_cells.js";
import "./shell/glossary_page.js";
import "./shell/shell.js";
