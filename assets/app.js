/* app.js: small extras. Every page works with this file missing.
   1 moves focus to what went wrong   2 shows the buttons that print */
(function () {
  'use strict';
  var problem = document.querySelector('.error-summary');
  if (problem) problem.focus();

  document.querySelectorAll('[data-print]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  });
})();
