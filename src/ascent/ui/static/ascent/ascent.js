// The page's own behaviour: keys, failed requests, drafts. Everything works without it, less well.

import { startKeys } from "./keys.js";
import { startDrafts } from "./drafts.js";
import { startRequests } from "./requests.js";

startKeys();
startRequests();
startDrafts();
