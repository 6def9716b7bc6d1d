/* Built by frontend/build.mjs from frontend/editor. Licences: vendor/LICENSES.md */
var o=1;export{o as x};
