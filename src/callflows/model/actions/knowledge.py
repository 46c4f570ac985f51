"""Actions on the knowledge base of a bot."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.bots import bot_action
from callflows.model.actions.common import output, value
from callflows.model.spec import RefKind

ACTIONS: Final = (
    bot_action(
        "showKnowledgeArticle",
        "Show Knowledge Article",
        "Shows an article of the knowledge base.",
        value(
            "knowledgeArticle",
            "KnowledgeBaseDocument",
            refers_to=RefKind.KNOWLEDGE_ARTICLE,
            label="Knowledge Article",
            help="The article.",
        ),
    ),
    bot_action(
        "sendKnowledgeFeedback",
        "Send Knowledge Feedback",
        "Tells the knowledge base whether an article helped.",
        value("knowledgeArticle", "KnowledgeBaseDocument", label="Knowledge Article", help="The article."),
        value("knowledgeFeedback", "String", label="Feedback", help="Whether it helped."),
        value("knowledgeSearchId", "String", label="Search ID", help="The search that found it."),
        outputs=("success", "failure"),
    ),
    bot_action(
        "findKnowledgeBaseDocumentById",
        "Find Knowledge Article by ID",
        "Looks an article up by its id.",
        value("findId", "String", label="ID", help="The id of the article."),
        output("findResult", "KnowledgeBaseDocument", label="Result", help="Receives the article."),
        outputs=("found", "notFound"),
    ),
)
