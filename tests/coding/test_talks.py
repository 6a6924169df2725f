"""Talks: meetings, calls, what is planned, sought and refused, mediation, joint exercises."""

from __future__ import annotations

from collections.abc import Callable

CASES = r"""
The Thai premier met his Lao counterpart on Monday.
  consultation LAO-THA occurred
The Thai premier met with the Lao president in Geneva.
  consultation LAO-THA occurred
The Thai premier has met the Lao president twice.
  consultation LAO-THA occurred
The Thai and Lao premiers met in Geneva on Monday.
  consultation LAO-THA occurred
Thailand and Laos held talks in Geneva.
  consultation LAO-THA occurred
Thailand held talks with Laos on Monday.
  consultation LAO-THA occurred
Thai and Lao officials held talks on Monday.
  consultation LAO-THA occurred
Thailand and Laos sat down for talks in Geneva.
  consultation LAO-THA occurred
Thailand and Laos opened talks on Monday.
  consultation LAO-THA occurred
Talks between Thailand and Laos opened in Geneva on Monday.
  consultation LAO-THA occurred
Talks between Thailand and Laos began on Monday.
  consultation LAO-THA occurred
Talks between Thailand and Laos broke down on Monday.
  consultation LAO-THA occurred
Talks with Laos were held by Thailand in May.
  consultation LAO-THA occurred
The Thai premier conferred with the Lao president.
  consultation LAO-THA occurred
The Thai premier consulted the Lao president.
  consultation LAO-THA occurred
The Thai premier discussed trade with the Lao president.
  consultation LAO-THA occurred
The Thai and Lao premiers discussed trade.
  consultation LAO-THA occurred
The Thai premier raised the issue with the Lao president.
  consultation LAO-THA occurred
The Thai premier took up the matter with the Lao president.
  consultation LAO-THA occurred
The Thai premier exchanged views with the Lao president.
  consultation LAO-THA occurred
The Thai and Lao premiers exchanged views on trade.
  consultation LAO-THA occurred
The Thai premier reviewed the border question with the Lao president.
  consultation LAO-THA occurred
The Thai premier shook hands with the Lao president.
  consultation LAO-THA occurred
The Thai premier dined with the Lao president.
  consultation LAO-THA occurred
The Thai premier had lunch with the Lao president.
  consultation LAO-THA occurred
The Thai premier had a meeting with the Lao president.
  consultation LAO-THA occurred
The Thai premier came face to face with the Lao president.
  consultation LAO-THA occurred
The Thai premier saw the Lao president on Monday.
  consultation LAO-THA occurred
The meeting of the Thai and Lao premiers lasted an hour.
  consultation LAO-THA occurred
A meeting of Thai and Lao officials lasted an hour.
  consultation LAO-THA occurred
The Thai premier's meeting with the Lao president lasted an hour.
  consultation LAO-THA occurred
After a meeting with the Lao president, the Thai premier spoke of trade.
  consultation LAO-THA occurred
At a meeting with the Lao president, the Thai premier spoke of trade.
  consultation LAO-THA occurred
During talks with his Lao counterpart, the Thai premier spoke of trade.
  consultation LAO-THA occurred
After meeting the Lao president, the Thai premier spoke of trade.
  consultation LAO-THA occurred
The Thai premier spoke of trade after talks with the Lao president.
  consultation LAO-THA occurred
The summit between Thailand and Laos took place in Geneva.
  consultation LAO-THA occurred
A summit of the Thai and Lao leaders was held in Geneva.
  consultation LAO-THA occurred
Thai-Lao talks resumed on Monday.
  consultation LAO-THA occurred
Thailand's talks with Laos resumed on Monday.
  consultation LAO-THA occurred
Negotiations between Thailand and Laos dragged on.
  consultation LAO-THA occurred
Thailand is negotiating with Laos over water.
  consultation LAO-THA occurred
Thailand and Laos are negotiating over water.
  consultation LAO-THA occurred
Thailand and Laos have been in talks since May.
  consultation LAO-THA ongoing
Thailand and Laos are in talks.
  consultation LAO-THA ongoing
Thailand is in talks with Laos.
  consultation LAO-THA ongoing
Thailand has been in contact with Laos.
  consultation LAO-THA occurred
The Thai premier phoned the Lao president.
  consultation LAO-THA occurred
The Thai premier telephoned the Lao president on Monday.
  consultation LAO-THA occurred
The Thai premier spoke by telephone with the Lao president.
  consultation LAO-THA occurred
The Thai premier spoke to the Lao president on Monday.
  consultation LAO-THA occurred
The Thai and Lao premiers spoke by phone on Monday.
  consultation LAO-THA occurred
The Thai premier called the Lao president on Monday.
  consultation LAO-THA occurred
In a telephone call to the Lao president, the Thai premier spoke of trade.
  consultation LAO-THA occurred
In a phone call with the Lao president, the Thai premier spoke of trade.
  consultation LAO-THA occurred
The Thai premier had a phone call with the Lao president.
  consultation LAO-THA occurred
The Thai premier made a telephone call to the Lao president.
  consultation LAO-THA occurred
The Thai premier was on the phone to the Lao president.
  consultation LAO-THA occurred
Thailand and Laos will hold talks next week.
  consultation LAO-THA planned
The Thai premier will meet the Lao president next week.
  consultation LAO-THA planned
The Thai premier is to meet the Lao president in Geneva.
  consultation LAO-THA planned
A meeting between the Thai and Lao premiers is planned for July.
  consultation LAO-THA planned
Talks between Thailand and Laos are due to open in July.
  consultation LAO-THA planned
Talks between Thailand and Laos are set for July.
  consultation LAO-THA planned
Thailand offered talks to Laos.
  consultation THA>LAO proposed
Thailand offered to hold talks with Laos.
  consultation THA>LAO proposed
Thailand proposed talks with Laos.
  consultation THA>LAO proposed
Thailand called for talks with Laos.
  consultation THA>LAO proposed
Thailand sought talks with Laos.
  consultation THA>LAO proposed
Thailand wants talks with Laos.
  consultation THA>LAO proposed
Thailand is ready for talks with Laos.
  consultation THA>LAO proposed
The Thai premier invited the Lao president to talks.
  consultation THA>LAO proposed
Thailand refused to meet Laos.
  consultation THA>LAO refused
The Thai premier refused to meet the Lao president.
  consultation THA>LAO refused
Thailand rejected talks with Laos.
  consultation THA>LAO refused
Thailand ruled out talks with Laos.
  consultation THA>LAO refused
Thailand refused to negotiate with Laos.
  consultation THA>LAO refused
Thailand broke off talks with Laos.
  consultation THA>LAO cancelled
Thailand suspended talks with Laos.
  consultation THA>LAO cancelled
Thailand walked out of talks with Laos.
  consultation THA>LAO cancelled
Thailand pulled out of talks with Laos.
  consultation THA>LAO cancelled
Thailand cancelled a meeting with Laos.
  consultation THA>LAO cancelled
Thailand called off talks with Laos.
  consultation THA>LAO cancelled
A meeting between the Thai and Lao premiers was cancelled.
  consultation LAO-THA cancelled
Talks between Thailand and Laos were called off.
  consultation LAO-THA cancelled
Qatar mediated between Thailand and Laos.
  consultation QAT>LAO occurred
  consultation QAT>THA occurred
Qatar brokered a truce between Thailand and Laos.
  agreement LAO-THA occurred
  consultation QAT>LAO occurred
  consultation QAT>THA occurred
Qatar offered to mediate between Thailand and Laos.
  consultation QAT>LAO proposed
  consultation QAT>THA proposed
Thailand and Laos signed a truce brokered by Qatar.
  agreement LAO-THA occurred
  consultation QAT>LAO occurred
  consultation QAT>THA occurred
Qatari mediators shuttled between Thailand and Laos.
  consultation QAT>LAO occurred
  consultation QAT>THA occurred
Qatar brought Thailand and Laos together for talks.
  consultation QAT>LAO occurred
  consultation QAT>THA occurred
Thailand and Laos held joint exercises in May.
  cooperation LAO-THA occurred
Thailand held joint naval exercises with Laos.
  cooperation LAO-THA occurred
Thai and Lao troops took part in joint exercises.
  cooperation LAO-THA occurred
Thai and Lao forces trained together in May.
  cooperation LAO-THA occurred
Thailand and Laos staged war games in May.
  cooperation LAO-THA occurred
Thailand and Laos conducted a joint patrol.
  cooperation LAO-THA occurred
Thailand shared intelligence with Laos.
  cooperation THA>LAO occurred
Thailand passed intelligence to Laos.
  cooperation THA>LAO occurred
Thailand extradited two men to Laos.
  cooperation THA>LAO occurred
Thailand trained Lao officers.
  aid THA>LAO occurred
The Thai premier met the press.
The Thai premier did not meet the Lao president.
Thailand met its target.
Thailand discussed the flood.
A businessman met the Thai premier.
"""


def test_talks(text: str, tells: list[str], told: Callable[[str], list[str]]) -> None:
    assert told(text) == tells
