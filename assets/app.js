/* app.js: small extras. Every page works with this file missing.
   1 moves focus to what went wrong   2 shows the buttons that print
   3 looks again, by itself, at work that is going on: data-renew="seconds" */
(function () {
  'use strict';
  var problem = document.querySelector('.error-summary');
  if (problem) problem.focus();

  document.querySelectorAll('[data-print]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  });

  var work = document.querySelector('[data-renew]');
  if (work) setTimeout(function () { location.reload(); }, 1000 * Number(work.getAttribute('data-renew')));
})();
