"""The Django app of people and sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ascent.accounts"
    label = "accounts"
